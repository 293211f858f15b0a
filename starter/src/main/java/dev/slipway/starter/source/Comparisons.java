package dev.slipway.starter.source;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.starter.estimate.Estimates;
import dev.slipway.starter.requests.Source;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what someone names; what they leave out is what they most likely mean. */
@Component
public final class Comparisons {
  private final Snapshots snapshots;
  private final Estimates estimates;

  Comparisons(Snapshots snapshots, Estimates estimates) {
    this.snapshots = snapshots;
    this.estimates = estimates;
  }

  /**
   * Compares two versions of an agent.
   *
   * @param from when absent: what is live if {@code to} is a deployment that is no revision yet,
   *     else the revision before it
   * @param to the live revision when absent
   */
  public Comparison between(AgentState agent, @Nullable String from, @Nullable String to) {
    Snapshot later = snapshots.named(agent, to == null || to.isBlank() ? "live" : to);
    if (from != null && !from.isBlank()) {
      return compare(snapshots.named(agent, from), later, agent.agent());
    }
    Optional<Snapshot> earlier =
        later.revision() == null ? snapshots.live(agent) : snapshots.before(agent, later);
    return compare(earlier.orElse(null), later, agent.agent());
  }

  /**
   * Compares a deployment as it stands with what a retry would make of it.
   *
   * @param spec the changed settings; absent if they stay
   * @param source the corrected code; absent if it stays
   */
  public Comparison retried(
      DeploymentView deployment, @Nullable DeploymentSpec spec, @Nullable Source source) {
    Snapshot failed = snapshots.of(deployment);
    return compare(failed, failed.with(spec, source), deployment.agent());
  }

  private Comparison compare(@Nullable Snapshot from, Snapshot to, AgentKey agent) {
    return Comparison.of(from, to, cost(from, to, agent.region()));
  }

  private @Nullable CostDifference cost(@Nullable Snapshot from, Snapshot to, String region) {
    DeploymentSpec before = from == null ? null : from.spec();
    DeploymentSpec after = to.spec();
    return after == null
        ? null
        : new CostDifference(
            before == null ? null : monthly(before, region), monthly(after, region));
  }

  private BigDecimal monthly(DeploymentSpec spec, String region) {
    return estimates.of(spec, region, Traffic.TYPICAL).monthlyUsd();
  }
}
