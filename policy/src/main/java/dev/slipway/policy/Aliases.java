package dev.slipway.policy;

import java.util.List;
import java.util.Set;

/** Reads the accounts that a grant or a rule is for. */
final class Aliases {
  private static final String NAME = "accounts";

  private Aliases() {}

  /**
   * The aliases; none when left out, which means all.
   *
   * @param known those that exist
   */
  static List<String> read(Faults faults, YamlMap scope, Set<String> known) {
    List<String> aliases = scope.texts(NAME);
    for (String alias : aliases) {
      if (!known.contains(alias)) {
        faults.add(
            scope.at(NAME),
            "%s: '%s' (expected: %s)".formatted(NAME, alias, String.join(", ", known)));
      }
    }
    // An empty list would read like "none" and mean "all".
    if (scope.has(NAME) && scope.list(NAME).isEmpty()) {
      faults.add(
          scope.at(NAME), NAME + ": nothing (expected: at least one; left out, it is for all)");
    }
    return aliases;
  }
}
