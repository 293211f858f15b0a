package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.AgentKey;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Removes what revisions beyond the kept ones have left; may run any number of times. */
@ActivityInterface
public interface PruneRevisions {
  /** Whose leftovers; each is the objects and keys of one deployment, and of no other. */
  record Input(AgentKey agent, List<Leftover> leftovers) {}

  /** How much there was. */
  record Pruned(int objects, int secrets) {}

  @ActivityMethod(name = "pruneRevisions")
  Pruned pruneRevisions(Input input);
}
