package dev.slipway.starter.admission;

/** Nobody can say yet whether a deployment was admitted; what was stored for it must stay. */
final class UnclearOutcome extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnclearOutcome(String message) {
    super(message);
  }
}
