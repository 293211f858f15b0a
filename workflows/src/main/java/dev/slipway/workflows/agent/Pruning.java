package dev.slipway.workflows.agent;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;

/**
 * Has the leftovers of revisions removed, beside the agent's other business: no turn waits for it.
 * A run that ends meanwhile leaves them to the next one, which has them removed once more.
 */
final class Pruning {
  private final AgentKey agent;
  private final KeptRevisions revisions;
  private final PruneRevisions hands =
      Workflow.newActivityStub(
          PruneRevisions.class, StepOptions.undo("Removing what old revisions left"));
  private boolean underway;

  Pruning(AgentKey agent, KeptRevisions revisions) {
    this.agent = agent;
    this.revisions = revisions;
  }

  void begin() {
    List<Leftover> leftovers = revisions.leftovers();
    if (underway || leftovers.isEmpty()) {
      return;
    }
    underway = true;
    Async.function(hands::pruneRevisions, new PruneRevisions.Input(agent, leftovers))
        .handle(
            (pruned, failure) -> {
              underway = false;
              if (failure == null) {
                revisions.removed(leftovers);
              }
              return null;
            });
  }
}
