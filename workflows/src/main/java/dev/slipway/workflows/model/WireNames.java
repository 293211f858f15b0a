package dev.slipway.workflows.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds an enum constant by the name it has in JSON, or says which names there are. */
public final class WireNames {
  private WireNames() {}

  public static <E extends Enum<E>> E find(
      String field, E[] values, Function<E, String> wireName, String given) {
    return Arrays.stream(values)
        .filter(value -> wireName.apply(value).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s' (expected: one of %s)"
                        .formatted(
                            field,
                            given,
                            Arrays.stream(values)
                                .map(wireName)
                                .collect(Collectors.joining(", ")))));
  }
}
