package dev.slipway.cli.console;

/** The exit codes, for scripts; the numbers never change. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The deployment, the code check or the agent's answer failed. */
  public static final int FAILED = 1;

  /** The command line is wrong, or the server refused the request or the caller. */
  public static final int USAGE = 2;

  /** The server, or what it needs to answer, is not reachable. */
  public static final int UNREACHABLE = 3;

  public static final int CANCELED = 4;

  /** Parked or awaiting approval: a person is needed. */
  public static final int WAITING = 5;

  private ExitCode() {}
}
