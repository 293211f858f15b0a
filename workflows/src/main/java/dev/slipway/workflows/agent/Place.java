package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.turn.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * One admitted request, as far as its agent's queue is concerned.
 *
 * @param destroys whether it takes the agent down
 * @param reuse the revision it will deploy again; absent when it builds
 */
public record Place(DeploymentId id, boolean destroys, @Nullable Reuse reuse, QueueTerms terms) {
  static Place of(DeploymentOrder order) {
    return new Place(order.id(), false, order.reuse(), order.terms());
  }

  static Place of(DestroyOrder order) {
    return new Place(order.id(), true, null, QueueTerms.DEFAULT);
  }

  static Place of(Waiting waiting) {
    return new Place(waiting.deploymentId(), waiting.destroys(), waiting.reuse(), waiting.terms());
  }

  boolean rollsBack() {
    return reuse != null && reuse.kind() == Reuse.Kind.ROLLBACK;
  }
}
