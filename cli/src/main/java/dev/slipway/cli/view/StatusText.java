package dev.slipway.cli.view;

import dev.slipway.api.Status;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Paint;

/** What a deployment's status means on the command line. */
public final class StatusText {
  private StatusText() {}

  /** Whether nothing more happens unless a person acts. */
  public static boolean isAtRest(Status status) {
    return status.terminal() || status == Status.PARKED || status == Status.AWAITING_APPROVAL;
  }

  /** The exit code of a verb that waited for this status. */
  public static int exitCode(Status status) {
    return switch (status) {
      case SUCCEEDED, QUEUED, RUNNING, UNKNOWN -> ExitCode.DONE;
      case FAILED, COMPENSATING -> ExitCode.FAILED;
      case CANCELED -> ExitCode.CANCELED;
      case PARKED, AWAITING_APPROVAL -> ExitCode.WAITING;
    };
  }

  /** The text in the status's colour. */
  public static String painted(Status status, Paint paint, String text) {
    return switch (status) {
      case SUCCEEDED -> paint.green(text);
      case FAILED, COMPENSATING -> paint.red(text);
      case CANCELED, PARKED, AWAITING_APPROVAL -> paint.yellow(text);
      case RUNNING -> paint.cyan(text);
      case QUEUED, UNKNOWN -> text;
    };
  }
}
