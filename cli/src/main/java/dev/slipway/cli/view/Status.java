package dev.slipway.cli.view;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Paint;
import java.util.Arrays;
import java.util.Locale;

/** A deployment's status. */
public enum Status {
  QUEUED,
  RUNNING,
  AWAITING_APPROVAL,
  PARKED,
  COMPENSATING,
  SUCCEEDED,
  FAILED,
  CANCELED,
  /** A status from a newer server. */
  UNKNOWN;

  public static Status of(String wireName) {
    return Arrays.stream(values())
        .filter(status -> status.wireName().equals(wireName))
        .findFirst()
        .orElse(UNKNOWN);
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more happens unless a person acts. */
  public boolean isAtRest() {
    return switch (this) {
      case SUCCEEDED, FAILED, CANCELED, PARKED, AWAITING_APPROVAL -> true;
      case QUEUED, RUNNING, COMPENSATING, UNKNOWN -> false;
    };
  }

  public int exitCode() {
    return switch (this) {
      case SUCCEEDED, QUEUED, RUNNING, UNKNOWN -> ExitCode.DONE;
      case FAILED, COMPENSATING -> ExitCode.FAILED;
      case CANCELED -> ExitCode.CANCELED;
      case PARKED, AWAITING_APPROVAL -> ExitCode.WAITING;
    };
  }

  public String painted(Paint paint, String text) {
    return switch (this) {
      case SUCCEEDED -> paint.green(text);
      case FAILED, COMPENSATING -> paint.red(text);
      case CANCELED, PARKED, AWAITING_APPROVAL -> paint.yellow(text);
      case RUNNING -> paint.cyan(text);
      case QUEUED, UNKNOWN -> text;
    };
  }
}
