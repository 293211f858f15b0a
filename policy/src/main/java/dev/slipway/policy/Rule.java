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
 */
public record Rule(
    String name,
    String owner,
    @Nullable String reason,
    Scope scope,
    List<Requirement> requirements) {
  public Rule {
    requirements = List.copyOf(requirements);
  }

  /**
   * What must hold for one field.
   *
   * @param field its name in a request
   */
  public record Requirement(Field field, Demand demand) {}

  List<Breach> breaches(Subject subject) {
    return requirements.stream()
        .filter(required -> !required.demand().isMetBy(required.field().of(subject)))
        .map(required -> new Breach(this, required, required.field().text(subject)))
        .toList();
  }
}
