package dev.slipway.workflows.scenarios.model;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is of an agent.
 *
 * @param answer what it answers; absent when there is nothing to ask
 * @param revisions the kept ones as {@code number id}, the live one last
 * @param running whose turn it is
 * @param waiting in their order
 * @param objects the deployments that have stored code or packages
 * @param secrets the deployments that have stored keys
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
