package dev.slipway.activities.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A package of a lock.
 *
 * @param name its name, normalized as in PEP 503
 * @param pin the lock's lines about it: its version and the hashes of its wheels
 */
record LockedPackage(String name, String pin) {
  private static final Pattern END_OF_NAME = Pattern.compile("[^A-Za-z0-9._-]");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  /** Everything that uv's lock pins, in its order. */
  static List<LockedPackage> in(String lock) {
    var pins = new ArrayList<StringBuilder>();
    for (String line : lock.lines().filter(line -> !line.isBlank()).toList()) {
      if (pins.isEmpty() || !Character.isWhitespace(line.charAt(0))) {
        pins.add(new StringBuilder());
      }
      pins.getLast().append(line).append('\n');
    }
    return pins.stream().map(StringBuilder::toString).map(LockedPackage::of).toList();
  }

  private static LockedPackage of(String pin) {
    return new LockedPackage(normalized(END_OF_NAME.split(pin, 2)[0]), pin);
  }

  /** Whether it is this package, in this version. */
  boolean pins(String label) {
    int space = label.indexOf(' ');
    return space > 0
        && normalized(label.substring(0, space)).equals(name)
        && pin.substring(pin.indexOf("==") + 2)
            .split("[^A-Za-z0-9.+!_-]", 2)[0]
            .equals(label.substring(space + 1));
  }

  private static String normalized(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }
}
