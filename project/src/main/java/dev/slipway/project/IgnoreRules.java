package dev.slipway.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one or more ignore files, as Git reads them (gitignore(5)): the last one that
 * matches decides. What is in an ignored folder can't be brought back, since no one looks there.
 */
final class IgnoreRules {
  static final IgnoreRules NONE = new IgnoreRules(List.of());

  /**
   * One line.
   *
   * @param folder where its file is, with a slash at the end unless it is empty
   * @param below where everything is for a file above, likewise
   */
  private record Rule(
      String folder, String below, Pattern path, boolean foldersOnly, boolean ignores) {
    boolean matches(String candidate, boolean isFolder) {
      return (isFolder || !foldersOnly)
          && candidate.startsWith(folder)
          && path.matcher(below + candidate.substring(folder.length())).matches();
    }

    /** Whether it is about a folder, or one that this one is in. */
    boolean leavesOut(String place) {
      return ignores
          && !place.isEmpty()
          && IntStream.rangeClosed(1, place.length())
              .filter(end -> end == place.length() || place.charAt(end) == '/')
              .anyMatch(end -> path.matcher(place.substring(0, end)).matches());
    }
  }

  private final List<Rule> rules;

  private IgnoreRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * These rules and those of a further file.
   *
   * @param folder the one that the file is in; empty for the first
   */
  IgnoreRules and(String folder, String text) {
    return and(folder, "", text);
  }

  /**
   * These rules and those of a file in a folder above, without those that would leave out the first
   * folder itself.
   *
   * @param below where the first folder is, seen from there
   */
  IgnoreRules andOfAbove(String below, String text) {
    return and("", below, text);
  }

  private IgnoreRules and(String folder, String below, String text) {
    var all = new ArrayList<>(rules);
    // Git skips a byte order mark, too.
    (text.startsWith("\uFEFF") ? text.substring(1) : text)
        .lines()
        .map(line -> rule(prefix(folder), prefix(below), line))
        .flatMap(Optional::stream)
        .filter(rule -> !rule.leavesOut(below))
        .forEach(all::add);
    return new IgnoreRules(all);
  }

  private static String prefix(String folder) {
    return folder.isEmpty() ? "" : folder + "/";
  }

  boolean ignores(String path, boolean isFolder) {
    return rules.reversed().stream()
        .filter(rule -> rule.matches(path, isFolder))
        .findFirst()
        .map(Rule::ignores)
        .orElse(false);
  }

  private static Optional<Rule> rule(String folder, String below, String line) {
    String pattern = withoutTrailingSpaces(line);
    if (pattern.isEmpty() || pattern.startsWith("#")) {
      return Optional.empty();
    }
    boolean ignores = !pattern.startsWith("!");
    pattern = ignores ? pattern : pattern.substring(1);
    boolean foldersOnly = pattern.endsWith("/");
    pattern = foldersOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean anchored = pattern.contains("/");
    pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
    String regex = regex(pattern);
    return regex == null || pattern.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Rule(
                folder,
                below,
                Pattern.compile(anchored ? regex : "(?:.*/)?" + regex, Pattern.DOTALL),
                foldersOnly,
                ignores));
  }

  /** A space at the end counts only behind a backslash. */
  private static String withoutTrailingSpaces(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ' && (end < 2 || line.charAt(end - 2) != '\\')) {
      end--;
    }
    return line.substring(0, end);
  }

  /** The pattern as a regular expression; null for one that matches nothing. */
  private static @Nullable String regex(String pattern) {
    var regex = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      boolean begins = i == 0 || pattern.charAt(i - 1) == '/';
      if (begins && pattern.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (begins && pattern.substring(i).equals("**")) {
        regex.append(".+");
        i += 2;
      } else if (c == '[') {
        int end = endOfClass(pattern, i);
        if (end < 0) {
          return null;
        }
        regex.append(characterClass(pattern.substring(i + 1, end)));
        i = end + 1;
      } else if (c == '\\') {
        if (i + 1 == pattern.length()) {
          return null;
        }
        regex.append(Pattern.quote(pattern.substring(i + 1, i + 2)));
        i += 2;
      } else {
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(c));
            });
        i++;
      }
    }
    return regex.toString();
  }

  /** The bracket that ends a class; one that comes first is a character of it. */
  private static int endOfClass(String pattern, int start) {
    int i = start + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    if (i < pattern.length() && pattern.charAt(i) == ']') {
      i++;
    }
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      i += pattern.charAt(i) == '\\' ? 2 : 1;
    }
    return i < pattern.length() ? i : -1;
  }

  private static String characterClass(String inside) {
    boolean negated = inside.startsWith("!") || inside.startsWith("^");
    var regex = new StringBuilder(negated ? "(?!/)[^" : "(?!/)[");
    String characters = negated ? inside.substring(1) : inside;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == '\\' && i + 1 < characters.length()) {
        c = characters.charAt(++i);
        regex.append('\\').append(c);
      } else if (c == '-') {
        regex.append(c);
      } else {
        regex.append(Character.isLetterOrDigit(c) ? "" : "\\").append(c);
      }
    }
    return regex.append(']').toString();
  }
}
