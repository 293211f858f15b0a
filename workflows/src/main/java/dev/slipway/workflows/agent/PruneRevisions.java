package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.OfAgent;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Removes what pruned revisions left behind; may run any number of times. */
@ActivityInterface
public interface PruneRevisions {
  /** The leftovers to remove; each is the objects, keys and version of exactly one deployment. */
  record Input(AgentKey agent, List<Leftover> leftovers) implements OfAgent {}

  /** How much was removed. */
  record Pruned(int objects, int secrets, int versions) {}

  @ActivityMethod(name = "pruneRevisions")
  Pruned pruneRevisions(Input input);
}
