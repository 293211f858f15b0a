package dev.slipway.activities.heartbeat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step is about to delete. It travels with the heartbeat, so that an attempt that finds some
 * of it gone can still report all of it.
 */
public record Announced(List<String> ids) {
  /** Announces what exists now and returns it together with what earlier attempts announced. */
  public static List<String> with(List<String> present) {
    Set<String> all =
        new LinkedHashSet<>(
            Heartbeats.lastDetails(Announced.class).map(Announced::ids).orElse(List.of()));
    all.addAll(present);
    var announced = new Announced(List.copyOf(all));
    Heartbeats.report(announced);
    return announced.ids();
  }
}
