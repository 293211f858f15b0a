package dev.slipway.api;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Finds an enum's constant by its name in JSON, or fails listing the known names. */
public final class WireNames {
  private WireNames() {}

  /** The constants that this version knows; the one that stands for unknown names is not. */
  public static List<WireName> known(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> isKnown((Enum<?>) constant))
        .map(WireName.class::cast)
        .toList();
  }

  /** The constant with that name, except the fallback for unknown names. */
  public static <E extends Enum<E> & WireName> E find(String field, E[] values, String given) {
    return find(field, Arrays.stream(values).filter(WireNames::isKnown).toList(), given);
  }

  /** The one with that name. */
  public static <E extends WireName> E find(String field, List<E> known, String given) {
    return known.stream()
        .filter(value -> value.wireName().equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: '%s' (expected: one of %s)"
                        .formatted(
                            field,
                            given,
                            known.stream()
                                .map(WireName::wireName)
                                .collect(Collectors.joining(", ")))));
  }

  private static boolean isKnown(Enum<?> constant) {
    return !constant.name().equals("UNKNOWN");
  }
}
