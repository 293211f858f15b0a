package dev.slipway.workflows.timeline;

/**
 * Who canceled a deployment, and why.
 *
 * @param cause as the starter has Temporal store it: {@code who: why}; empty if someone canceled
 *     directly in Temporal
 */
record CancelRequest(String cause) {
  static final CancelRequest UNKNOWN = new CancelRequest("");

  String sentence() {
    int colon = cause.indexOf(": ");
    if (colon < 1) {
      return "The deployment was canceled.";
    }
    String why = cause.substring(colon + 2).strip();
    String by = "Canceled by " + cause.substring(0, colon);
    return why.isEmpty() ? by + "." : by + ": " + why + (why.matches(".*[.!?]") ? "" : ".");
  }
}
