package dev.slipway.policy;

import dev.slipway.api.Permission;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a field's value must fulfill. */
public sealed interface Demand {
  /**
   * Whether it does.
   *
   * @param value null when the request leaves the field out
   */
  boolean isMetBy(@Nullable Object value);

  /** What is allowed, in words. */
  String expected();

  /**
   * A number or a duration up to this one; a field that is left out has no limit.
   *
   * @param text as the file spells it
   */
  record AtMost(long most, String text) implements Demand {
    @Override
    public boolean isMetBy(@Nullable Object value) {
      return value != null && amount(value) <= most;
    }

    @Override
    public String expected() {
      return "at most " + text;
    }
  }

  /**
   * A number or a duration from this one on.
   *
   * @param text as the file spells it
   */
  record AtLeast(long least, String text) implements Demand {
    @Override
    public boolean isMetBy(@Nullable Object value) {
      return value != null && amount(value) >= least;
    }

    @Override
    public String expected() {
      return "at least " + text;
    }
  }

  /** One of these values; {@code *} stands for any characters. */
  record OneOf(Field field, List<String> patterns) implements Demand {
    public OneOf {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean isMetBy(@Nullable Object value) {
      return value != null && fits(patterns, field.word(value));
    }

    @Override
    public String expected() {
      return patterns.size() == 1 ? patterns.getFirst() : "one of " + String.join(", ", patterns);
    }
  }

  /**
   * A list in which every line fits one of these patterns, or a text that does; none fits too. Of
   * statements of rights each action on each resource does, such as {@code dynamodb:GetItem on
   * arn:aws:dynamodb:*:*:table/berths}.
   */
  record Only(List<String> patterns) implements Demand {
    public Only {
      patterns = List.copyOf(patterns);
    }

    @Override
    public boolean isMetBy(@Nullable Object value) {
      return switch (value) {
        case null -> true;
        case Collection<?> lines ->
            lines.stream().flatMap(Only::each).allMatch(line -> fits(patterns, line));
        default -> fits(patterns, String.valueOf(value));
      };
    }

    /** A statement allows each of its actions on each of its resources. */
    private static Stream<String> each(Object line) {
      return line instanceof Permission statement
          ? statement.actions().stream()
              .flatMap(
                  action ->
                      statement.resources().stream().map(resource -> action + " on " + resource))
          : Stream.of(String.valueOf(line));
    }

    @Override
    public String expected() {
      return patterns.isEmpty() ? "none" : "only " + String.join(", ", patterns);
    }
  }

  /** A map with at least these names, each with a value. */
  record Include(Set<String> names) implements Demand {
    public Include {
      names = Set.copyOf(names);
    }

    @Override
    public boolean isMetBy(@Nullable Object value) {
      return value instanceof Map<?, ?> map
          && names.stream().allMatch(name -> !"".equals(map.get(name)) && map.containsKey(name));
    }

    @Override
    public String expected() {
      return "with " + String.join(", ", new TreeSet<>(names));
    }
  }

  /** Whether the field is given at all. */
  record Given(boolean given) implements Demand {
    @Override
    public boolean isMetBy(@Nullable Object value) {
      return isGiven(value) == given;
    }

    private static boolean isGiven(@Nullable Object value) {
      return switch (value) {
        case null -> false;
        case Collection<?> list -> !list.isEmpty();
        case Map<?, ?> map -> !map.isEmpty();
        default -> true;
      };
    }

    @Override
    public String expected() {
      return given ? "given" : "none";
    }
  }

  private static long amount(Object value) {
    return value instanceof Duration time ? time.toSeconds() : ((Number) value).longValue();
  }

  private static boolean fits(List<String> patterns, String word) {
    return patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, word));
  }
}
