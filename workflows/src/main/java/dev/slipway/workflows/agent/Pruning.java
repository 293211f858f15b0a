package dev.slipway.workflows.agent;

import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Supplier;

/**
 * Has the leftovers of revisions removed, alongside the agent's other work: no turn waits for it.
 * If the run ends meanwhile, the next one removes them again.
 */
final class Pruning {
  private final Supplier<AgentKey> agent;
  private final KeptRevisions revisions;
  private final PruneRevisions activities =
      Workflow.newActivityStub(PruneRevisions.class, StepOptions.pruning());
  private boolean underway;

  Pruning(Supplier<AgentKey> agent, KeptRevisions revisions) {
    this.agent = agent;
    this.revisions = revisions;
  }

  void begin() {
    List<Leftover> leftovers = revisions.leftovers();
    if (underway || leftovers.isEmpty()) {
      return;
    }
    underway = true;
    Async.function(activities::pruneRevisions, new PruneRevisions.Input(agent.get(), leftovers))
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
