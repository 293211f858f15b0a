package dev.slipway.starter.views;

import dev.slipway.api.Principal;
import dev.slipway.api.Requester;
import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has decided about a deployment, with the names of the API.
 *
 * @param verb {@code approve}, {@code reject}, {@code retry}, {@code abort} or {@code cancel}
 * @param changes whether a retry came with changes
 */
public record DecisionResponse(
    String verb,
    boolean changes,
    Instant at,
    String by,
    @Nullable String reason,
    @Nullable Principal principal,
    @Nullable String onBehalfOf) {
  static DecisionResponse of(DecisionView view) {
    Requester requester = view.requester();
    return new DecisionResponse(
        view.verb(),
        view.changes(),
        view.at(),
        view.by(),
        view.reason(),
        requester == null ? null : requester.principal(),
        requester == null ? null : requester.onBehalfOf());
  }
}
