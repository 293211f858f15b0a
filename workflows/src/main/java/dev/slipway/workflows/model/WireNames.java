package dev.slipway.workflows.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds an enum constant by its name in JSON, or fails listing the known names. */
public final class WireNames {
  private WireNames() {}

  private static <E extends Enum<E>> Stream<E> offered(E[] values) {
    return Arrays.stream(values).filter(value -> !value.name().equals("UNKNOWN"));
  }

  /** The constant with that name, except the fallback for unknown names. */
  public static <E extends Enum<E>> E find(
      String field, E[] values, Function<E, String> wireName, String given) {
    return offered(values)
        .filter(value -> wireName.apply(value).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s' (expected: one of %s)"
                        .formatted(
                            field,
                            given,
                            offered(values).map(wireName).collect(Collectors.joining(", ")))));
  }
}
