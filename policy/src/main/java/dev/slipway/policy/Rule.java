package dev.slipway.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What some requests must fulfill.
 *
 * @param name unique in its file
 * @param owner whom to ask about it
 * @param reason what it is for; absent when not said
 * @param scope which requests it is about
 * @param requirements what must hold for their fields
 * @param packages which packages their builds may take; absent for any
 * @param approvers who may approve them; absent for whoever has the role
 * @param atOnce how many deployments may be at work at once in their account and region; absent for
 *     any number
 */
public record Rule(
    String name,
    String owner,
    @Nullable String reason,
    Scope scope,
    List<Requirement> requirements,
    @Nullable Packages packages,
    @Nullable People approvers,
    @Nullable Integer atOnce) {
  public Rule {
    requirements = List.copyOf(requirements);
  }

  /**
   * What must hold for one field.
   *
   * @param field its name in a request
   */
  public record Requirement(Field field, Demand demand) {}

  /** How messages name it: {@code rule 'small' of platform@example.com}. */
  public String words() {
    return "rule '%s' of %s".formatted(name, owner);
  }

  List<Breach> breaches(Subject subject) {
    return requirements.stream()
        .filter(required -> !required.demand().isMetBy(required.field().of(subject)))
        .map(required -> new Breach(this, required, required.field().text(subject)))
        .toList();
  }
}
