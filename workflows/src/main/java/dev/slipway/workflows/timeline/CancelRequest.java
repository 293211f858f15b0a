package dev.slipway.workflows.timeline;

/**
 * Who wanted a deployment canceled, and why.
 *
 * @param cause as the front door has Temporal keep it: {@code who: why}; empty where somebody
 *     canceled past it
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
