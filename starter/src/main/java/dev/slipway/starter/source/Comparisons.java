package dev.slipway.starter.source;

import dev.slipway.workflows.agent.AgentState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what someone names; what they leave out is what they most likely mean. */
@Component
public final class Comparisons {
  private final Snapshots snapshots;

  Comparisons(Snapshots snapshots) {
    this.snapshots = snapshots;
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
      return Comparison.of(snapshots.named(agent, from), later);
    }
    Optional<Snapshot> earlier =
        later.revision() == null ? snapshots.live(agent) : snapshots.before(agent, later);
    return Comparison.of(earlier.orElse(null), later);
  }
}
