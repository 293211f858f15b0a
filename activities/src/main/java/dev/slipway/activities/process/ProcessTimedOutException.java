package dev.slipway.activities.process;

import java.util.List;

/** A program was stopped, with everything it started, because its time was up. */
public final class ProcessTimedOutException extends Exception {
  private static final int LINES_OF_EVIDENCE = 8;

  private final transient ProcessResult soFar;

  ProcessTimedOutException(ProcessCall call, ProcessResult soFar) {
    super("%s: still running after %s".formatted(call.program(), call.timeout()));
    this.soFar = soFar;
  }

  /** The last lines of its output. */
  public List<String> lastLines() {
    return soFar.lastLines(LINES_OF_EVIDENCE);
  }
}
