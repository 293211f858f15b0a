package dev.slipway.activities.log;

import dev.slipway.storage.redaction.KnownSecrets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Masks known forms of keys and the values it was given, before a line is kept or shown. */
public final class Redaction implements UnaryOperator<String> {
  /** Shorter values occur in too many innocent words. */
  private static final int MIN_VALUE = 6;

  private final List<String> values;

  public Redaction() {
    this(List.of());
  }

  /** Masks these values too, the longest first. */
  public Redaction(Collection<String> values) {
    this.values =
        values.stream()
            .filter(value -> value.length() >= MIN_VALUE)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  @Override
  public String apply(String line) {
    var masked = line;
    for (var value : values) {
      masked = masked.replace(value, KnownSecrets.MASK);
    }
    return KnownSecrets.mask(masked);
  }
}
