package dev.slipway.policy;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The agents that a role is for. A {@code *} may stand only at the end: whole names and how a name
 * begins is all that Temporal's visibility could be asked for.
 *
 * @param agents stack names; {@code *} at the end stands for any characters; all when empty
 * @param regions regions, written in the same way; all when empty
 * @param accounts whole aliases of accounts; all when empty
 */
public record Reach(List<String> agents, List<String> regions, List<String> accounts) {
  /** Every agent. */
  public static final Reach ALL = new Reach(List.of(), List.of(), List.of());

  /** Copies the patterns. */
  public Reach {
    agents = List.copyOf(agents);
    regions = List.copyOf(regions);
    accounts = accounts == null ? List.of() : List.copyOf(accounts); // a token of an older version
    Stream.concat(agents.stream(), regions.stream()).forEach(Reach::requirePattern);
  }

  /** Whether it is a name, or the beginning of one and a {@code *}. */
  public static boolean isPattern(String text) {
    int star = text.indexOf('*');
    return !text.isBlank() && (star < 0 || star == text.length() - 1);
  }

  private static void requirePattern(String text) {
    if (!isPattern(text)) {
      throw new IllegalArgumentException("'%s' (expected: * only at the end)".formatted(text));
    }
  }

  /** Agents in every account. */
  public Reach(List<String> agents, List<String> regions) {
    this(agents, regions, List.of());
  }

  /**
   * Whether the agent is one of them.
   *
   * @param account the alias of its account, asked for only where it matters
   */
  public boolean covers(String stackName, String region, Supplier<String> account) {
    return fits(agents, stackName)
        && fits(regions, region)
        && (accounts.isEmpty() || isFor(account.get()));
  }

  /** Whether some agent in the account of that alias may be one of them. */
  public boolean isFor(String account) {
    return accounts.isEmpty() || accounts.contains(account);
  }

  static boolean fits(List<String> patterns, String name) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, name));
  }
}
