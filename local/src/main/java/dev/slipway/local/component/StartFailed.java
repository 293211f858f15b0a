package dev.slipway.local.component;

/** A part of the stack did not start; the message says why and what to do. */
public final class StartFailed extends Exception {
  private static final long serialVersionUID = 1;

  public StartFailed(String message) {
    super(message);
  }
}
