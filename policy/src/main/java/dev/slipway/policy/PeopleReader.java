package dev.slipway.policy;

import dev.slipway.api.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads who a grant or an approval is for. */
final class PeopleReader {
  private final Faults faults;
  private final Set<String> issuers;

  /**
   * Creates the reader.
   *
   * @param issuers the identity providers that may be named
   */
  PeopleReader(Faults faults, Set<String> issuers) {
    this.faults = faults;
    this.issuers = issuers;
  }

  /**
   * Whom the mapping of that name in another one names; empty if there is none.
   *
   * @param name what messages call it
   */
  Optional<People> read(YamlMap parent, String name) {
    return parent
        .map(name, Set.of("issuer", "subjects", "groups"))
        .map(people -> people(parent, people, name));
  }

  private People people(YamlMap parent, YamlMap people, String name) {
    Optional<String> issuer = issuer(parent, people, name);
    List<String> subjects = subjects(people);
    List<String> groups =
        people.texts("groups", group -> !group.contains("*"), "the whole name of a group");
    if (subjects.isEmpty() && groups.isEmpty()) {
      faults.add(parent.at(name), name + ": no one (expected: subjects or groups)");
    }
    return new People(issuer.orElse(null), subjects, groups);
  }

  private Optional<String> issuer(YamlMap parent, YamlMap people, String name) {
    Optional<String> issuer = people.text("issuer");
    if (issuer.isEmpty() && issuers.isEmpty()) {
      faults.add(
          parent.at(name),
          "%s: no one can sign in (expected: identity providers in sign_in, or issuer: %s)"
              .formatted(name, Principal.LOCAL));
    }
    if (issuer.isPresent() && !isKnown(issuer.get())) {
      faults.add(
          people.at("issuer"),
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

  private List<String> subjects(YamlMap people) {
    List<String> subjects = people.texts("subjects", _ -> true, "");
    if (!people.has("issuer") && subjects.stream().anyMatch(subject -> subject.matches("\\*+"))) {
      faults.add(
          people.at("subjects"),
          "subjects: '*' is everyone at every identity provider (expected: an issuer as well)");
    }
    return subjects;
  }
}
