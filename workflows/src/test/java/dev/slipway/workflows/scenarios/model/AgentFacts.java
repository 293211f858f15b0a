package dev.slipway.workflows.scenarios.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What exists of an agent.
 *
 * @param answer what it answers; absent if there is nothing to call
 * @param revisions those kept, as {@code number id}, the live one last
 * @param running the deployment that has the turn
 * @param waiting in order
 * @param objects the deployments with stored code or packages
 * @param secrets the deployments with stored keys
 */
public record AgentFacts(
    @Nullable String answer,
    List<String> revisions,
    @Nullable String running,
    List<String> waiting,
    SortedSet<String> objects,
    SortedSet<String> secrets) {
  /** An agent that is gone, or never was. */
  public static final AgentFacts NOTHING =
      new AgentFacts(null, List.of(), null, List.of(), new TreeSet<>(), new TreeSet<>());
}
