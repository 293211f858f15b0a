package dev.slipway.cli.request;

/** The caller asked for something impossible; the message says what to do instead. */
public final class UsageError extends RuntimeException {
  public UsageError(String message) {
    super(message);
  }
}
