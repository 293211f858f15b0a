package dev.slipway.policy;

import java.util.List;
import java.util.Map;

/**
 * Which requests a rule is about: those for which everything given here holds; all requests when
 * nothing is given.
 *
 * @param accounts aliases of accounts
 * @param agents patterns of function or stack names
 * @param regions patterns of regions
 * @param tags patterns of values by the name of the tag
 */
public record Scope(
    List<String> accounts, List<String> agents, List<String> regions, Map<String, String> tags) {
  public Scope {
    accounts = List.copyOf(accounts);
    agents = List.copyOf(agents);
    regions = List.copyOf(regions);
    tags = Map.copyOf(tags);
  }

  boolean covers(Subject subject) {
    return (accounts.isEmpty() || accounts.contains(subject.account()))
        && fitsAny(agents, subject.spec().functionName().value(), subject.stackName().value())
        && fitsAny(regions, subject.region())
        && tags.entrySet().stream()
            .allMatch(
                tag ->
                    Wildcard.matches(
                        tag.getValue(), subject.spec().tags().getOrDefault(tag.getKey(), "")));
  }

  private static boolean fitsAny(List<String> patterns, String... names) {
    return patterns.isEmpty()
        || List.of(names).stream()
            .anyMatch(
                name -> patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, name)));
  }
}
