package dev.slipway.local;

/** How a command ended, for scripts. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_UP = 3;

  private ExitCode() {}
}
