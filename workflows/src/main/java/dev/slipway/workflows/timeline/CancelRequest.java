package dev.slipway.workflows.timeline;

import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import java.time.Instant;
import java.util.Optional;

/**
 * Who canceled a deployment, and why.
 *
 * @param cause as the starter has Temporal store it: {@code who: why}; empty if someone canceled
 *     directly in Temporal
 */
record CancelRequest(String cause) {
  static final CancelRequest UNKNOWN = new CancelRequest("");

  /** As a decision; nothing if no one knows whose it was. */
  Optional<DecisionView> decision(Instant at) {
    int colon = cause.indexOf(": ");
    if (colon < 1) {
      return Optional.empty();
    }
    String why = cause.substring(colon + 2).strip();
    return Optional.of(
        new DecisionView(
            "cancel", false, at, cause.substring(0, colon), why.isEmpty() ? null : why, null));
  }

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
