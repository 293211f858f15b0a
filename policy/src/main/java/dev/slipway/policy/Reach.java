package dev.slipway.policy;

import java.util.List;

/**
 * The agents that a role is for.
 *
 * @param agents stack names; {@code *} at the end stands for any characters; all when empty
 * @param regions regions, written in the same way; all when empty
 */
public record Reach(List<String> agents, List<String> regions) {
  /** Every agent. */
  public static final Reach ALL = new Reach(List.of(), List.of());

  public Reach {
    agents = List.copyOf(agents);
    regions = List.copyOf(regions);
  }

  public boolean covers(String stackName, String region) {
    return fits(agents, stackName) && fits(regions, region);
  }

  private static boolean fits(List<String> patterns, String name) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, name));
  }
}
