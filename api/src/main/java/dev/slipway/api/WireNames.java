package dev.slipway.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds an enum's constant by its name in JSON, or fails listing the known names. */
public final class WireNames {
  private WireNames() {}

  /** The constants that this version knows; the one that stands for unknown names is not. */
  public static List<WireName> known(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> !((Enum<?>) constant).name().equals("UNKNOWN"))
        .map(WireName.class::cast)
        .toList();
  }

  /** The constant with that name, except the fallback for unknown names. */
  public static <E extends Enum<E> & WireName> E find(String field, E[] values, String given) {
    return offered(values)
        .filter(value -> value.wireName().equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s' (expected: one of %s)"
                        .formatted(
                            field,
                            given,
                            offered(values)
                                .map(WireName::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  private static <E extends Enum<E> & WireName> Stream<E> offered(E[] values) {
    return Arrays.stream(values).filter(value -> !value.name().equals("UNKNOWN"));
  }
}
