package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Requester;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to deploy a revision again. */
public record ReuseRequest(
    @Nullable DeploymentId id,
    Reuse reuse,
    QueueTerms terms,
    Requester requester,
    @Nullable String reason) {

  /** The caller's idempotency key, if it gave one. */
  public Optional<DeploymentId> givenId() {
    return Optional.ofNullable(id);
  }
}
