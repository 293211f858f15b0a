package dev.slipway.workflows.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds an enum constant by the name it has in JSON, or says which names there are. */
public final class WireNames {
  private WireNames() {}

  private static <E extends Enum<E>> Stream<E> offered(E[] values) {
    return Arrays.stream(values).filter(value -> !value.name().equals("UNKNOWN"));
  }

  /** The constant of a name, but for the one that only says that a name is not known. */
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
