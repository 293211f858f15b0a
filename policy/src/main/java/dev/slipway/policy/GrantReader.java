package dev.slipway.policy;

import dev.slipway.api.Principal;
import dev.slipway.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the grants in a policy file. */
final class GrantReader {
  private final Faults faults;
  private final Set<String> issuers;
  private final Set<String> aliases;

  /**
   * Creates the reader.
   *
   * @param issuers the identity providers that a grant may name
   * @param aliases the accounts that it may name
   */
  GrantReader(Faults faults, Set<String> issuers, Set<String> aliases) {
    this.faults = faults;
    this.issuers = issuers;
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
    Optional<YamlMap> to = grant.map("to", Set.of("issuer", "subjects", "groups"));
    if (to.isEmpty()) {
      faults.add(node, "to: missing (expected: {subjects: [value]} or {groups: [value]})");
      return Optional.empty();
    }
    Optional<String> issuer = issuer(to.get());
    List<String> subjects = subjects(to.get());
    List<String> groups =
        texts(to.get(), "groups", group -> !group.contains("*"), "the whole name of a group");
    if (subjects.isEmpty() && groups.isEmpty()) {
      faults.add(to.get().at("to"), "to: no one (expected: subjects or groups)");
    }
    return role.map(given -> new Grant(given, issuer.orElse(null), subjects, groups, reach));
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

  private Optional<String> issuer(YamlMap to) {
    Optional<String> issuer = to.text("issuer");
    if (issuer.isEmpty() && issuers.isEmpty()) {
      faults.add(
          to.at("to"),
          "to: no one can sign in (expected: identity providers in sign_in, or issuer: %s)"
              .formatted(Principal.LOCAL));
    }
    if (issuer.isPresent() && !isKnown(issuer.get())) {
      faults.add(
          to.at("issuer"),
          "issuer: '%s' (expected: %s)".formatted(issuer.get(), String.join(", ", known())));
    }
    return issuer;
  }

  private boolean isKnown(String issuer) {
    return issuer.equals(Principal.LOCAL) || issuers.contains(issuer);
  }

  private List<String> known() {
    var known = new ArrayList<>(issuers);
    known.add(Principal.LOCAL);
    return known;
  }

  private List<String> subjects(YamlMap to) {
    List<String> subjects = texts(to, "subjects", _ -> true, "");
    if (!to.has("issuer") && subjects.stream().anyMatch(subject -> subject.matches("\\*+"))) {
      faults.add(
          to.at("subjects"),
          "subjects: '*' is everyone at every identity provider (expected: an issuer as well)");
    }
    return subjects;
  }

  private Reach reach(YamlMap scope) {
    return new Reach(
        patterns(scope, "agents"),
        patterns(scope, "regions"),
        Aliases.read(faults, scope, aliases));
  }

  /** An empty list would read like "none" and mean "all". */
  private List<String> patterns(YamlMap scope, String name) {
    List<String> patterns = texts(scope, name, Reach::isPattern, "* only at the end");
    if (scope.has(name) && scope.list(name).isEmpty()) {
      faults.add(
          scope.at(name), name + ": nothing (expected: at least one; left out, it is for all)");
    }
    return patterns;
  }

  private List<String> texts(YamlMap map, String name, Predicate<String> isFine, String expected) {
    var fine = new ArrayList<String>();
    for (String text : map.texts(name)) {
      if (text.isBlank()) {
        faults.add(map.at(name), name + ": '' (expected: a text)");
      } else if (isFine.test(text)) {
        fine.add(text);
      } else {
        faults.add(map.at(name), "%s: '%s' (expected: %s)".formatted(name, text, expected));
      }
    }
    return fine;
  }
}
