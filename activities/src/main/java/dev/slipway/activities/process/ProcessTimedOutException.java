package dev.slipway.activities.process;

import java.util.List;

/** A program was ended, with everything it started, because its time was over. */
public final class ProcessTimedOutException extends Exception {
  private static final int LINES_OF_EVIDENCE = 8;

  private final transient ProcessResult soFar;

  ProcessTimedOutException(ProcessCall call, ProcessResult soFar) {
    super("%s: no end after %s".formatted(call.program(), call.timeout()));
    this.soFar = soFar;
  }

  /** The last that was heard of it. */
  public List<String> lastLines() {
    return soFar.lastLines(LINES_OF_EVIDENCE);
  }
}
