package dev.slipway.policy;

import dev.slipway.api.Durations;
import dev.slipway.api.SpecField;
import dev.slipway.api.SpecField.Kind;
import dev.slipway.api.WireName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field that a rule may be about: every one of a deployment's settings, and its region.
 *
 * @param spec how the contract describes it; absent for the region
 */
public record Field(String name, Kind kind, @Nullable SpecField spec) {
  private static final Field REGION = new Field("region", Kind.TEXT, null);

  /** All of them: the contract's, so that a new setting can be ruled from the day it exists. */
  static List<Field> all() {
    return Stream.concat(
            Stream.of(REGION),
            SpecField.all().stream()
                .filter(field -> !field.name().equals("function_name"))
                .map(field -> new Field(field.name(), field.kind(), field)))
        .toList();
  }

  static Optional<Field> named(String name) {
    return all().stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Its value in a request; null when absent. */
  @Nullable Object of(Subject subject) {
    return spec == null ? subject.region() : spec.of(subject.spec());
  }

  /** The same in words. */
  String text(Subject subject) {
    return switch (of(subject)) {
      case null -> "absent";
      case Collection<?> none when none.isEmpty() -> "none";
      case Map<?, ?> none when none.isEmpty() -> "none";
      // Values of variables are nobody's business.
      case Map<?, ?> map -> String.join(", ", map.keySet().stream().map(String::valueOf).toList());
      case Object value -> word(value);
    };
  }

  /** A value as a request spells it. */
  String word(Object value) {
    return switch (value) {
      case WireName choice -> choice.wireName();
      case Duration time when kind == Kind.SECONDS -> String.valueOf(time.toSeconds());
      case Duration time -> Durations.write(time);
      case Collection<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
