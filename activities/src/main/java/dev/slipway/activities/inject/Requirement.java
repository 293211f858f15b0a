package dev.slipway.activities.inject;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One requirement line, parsed.
 *
 * @param name normalised according to PEP 503
 * @param bounds version bounds; empty for any version
 * @param marker environment marker with its semicolon; empty for none
 */
record Requirement(String name, SortedSet<String> extras, String bounds, String marker) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[([^\\]]*)\\])?\\s*([^;]*?)\\s*(;.*)?");

  static Requirement parse(String line) {
    Matcher parts = FORM.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "requirement: '%s' (expected: a package with optional bounds)".formatted(line));
    }
    var extras = new TreeSet<String>();
    if (parts.group(2) != null) {
      for (String extra : parts.group(2).split(",")) {
        extras.add(extra.strip());
      }
    }
    String marker = parts.group(4) == null ? "" : parts.group(4);
    return new Requirement(normalised(parts.group(1)), extras, parts.group(3), marker);
  }

  private static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  boolean isBounded() {
    return !bounds.isEmpty();
  }

  boolean isConditional() {
    return !marker.isEmpty();
  }

  /** This one with the other's extras, and its bounds where this one has none. */
  Requirement merged(Requirement other) {
    var all = new TreeSet<>(extras);
    all.addAll(other.extras);
    return new Requirement(name, all, isBounded() ? bounds : other.bounds, marker);
  }

  String line() {
    String chosen = extras.isEmpty() ? "" : "[" + String.join(",", extras) + "]";
    return name + chosen + bounds + (marker.isEmpty() ? "" : " " + marker);
  }
}
