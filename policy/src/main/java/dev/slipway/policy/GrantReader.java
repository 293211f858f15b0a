package dev.slipway.policy;

import dev.slipway.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the grants in a policy file. */
final class GrantReader {
  private final Faults faults;
  private final PeopleReader people;
  private final Set<String> aliases;

  /**
   * Creates the reader.
   *
   * @param people reads whom a grant is for
   * @param aliases the accounts that it may name
   */
  GrantReader(Faults faults, PeopleReader people, Set<String> aliases) {
    this.faults = faults;
    this.people = people;
    this.aliases = aliases;
  }

  List<Grant> read(List<Node> nodes) {
    var grants = new ArrayList<Grant>();
    nodes.forEach(node -> grant(node).ifPresent(grants::add));
    return grants;
  }

  private Optional<Grant> grant(Node node) {
    var grant = new YamlMap(faults, node, "a grant", Set.of("role", "to", "for"));
    Optional<Role> role = role(grant);
    Reach reach =
        grant
            .map("for", Set.of("agents", "regions", "accounts"))
            .map(this::reach)
            .orElse(Reach.ALL);
    Optional<People> to = people.read(grant, "to");
    if (to.isEmpty()) {
      faults.add(node, "to: missing (expected: {subjects: [value]} or {groups: [value]})");
    }
    return to.isEmpty() ? Optional.empty() : role.map(given -> new Grant(given, to.get(), reach));
  }

  private Optional<Role> role(YamlMap grant) {
    String name = grant.requireText("role");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Role.of(name));
    } catch (IllegalArgumentException e) {
      faults.add(grant.at("role"), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Reach reach(YamlMap scope) {
    return new Reach(
        patterns(scope, "agents"),
        patterns(scope, "regions"),
        Aliases.read(faults, scope, aliases));
  }

  /** An empty list would read like "none" and mean "all". */
  private List<String> patterns(YamlMap scope, String name) {
    List<String> patterns = scope.texts(name, Reach::isPattern, "* only at the end");
    if (scope.has(name) && scope.list(name).isEmpty()) {
      faults.add(
          scope.at(name), name + ": nothing (expected: at least one; left out, it is for all)");
    }
    return patterns;
  }
}
