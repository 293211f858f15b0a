package dev.slipway.starter.requests;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class Spelling {
  /** With more edits than a third of its length, it is another name. */
  private static final int SHARE = 3;

  /** No one misspells a longer name; it bounds the work. */
  private static final int LONGEST = 60;

  private Spelling() {}

  static Optional<String> nearest(String given, Collection<String> names) {
    String plain = plain(given);
    if (plain.isEmpty() || plain.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> near(plain, plain(name)))
        .min(Comparator.comparingInt(name -> distance(plain, plain(name))));
  }

  private static boolean near(String given, String name) {
    return distance(given, name) <= Math.max(1, name.length() / SHARE)
        || (given.length() > 2 && name.startsWith(given));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
