package dev.slipway.cli.defaults;

import dev.slipway.cli.request.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the part of TOML that options need: sections, strings, whole numbers, flags and lists. */
final class TomlReader {
  // Possessive where the text may be long: an alternation that is repeated recurses.
  private static final Pattern BLANK =
      Pattern.compile("[ \\t\\r\\n]*+(?:#[^\\n]*+[ \\t\\r\\n]*+)*+");
  private static final Pattern SECTION = Pattern.compile("\\[[ \\t]*([A-Za-z0-9_-]+)[ \\t]*]");
  private static final Pattern KEY = Pattern.compile("([A-Za-z0-9_-]+)[ \\t]*=[ \\t]*");
  private static final Pattern BASIC =
      Pattern.compile("\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\"");
  private static final Pattern LITERAL = Pattern.compile("'([^'\\n]*)'");
  private static final Pattern WORD = Pattern.compile("true|false|[+-]?[0-9][0-9_]*");
  private static final Pattern END = Pattern.compile("[ \\t]*(?:#[^\\n]*)?(?:\\r?\\n|\\z)");

  private final String name;
  private final String text;
  private int at;

  private TomlReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * The settings of a file, in its order.
   *
   * @throws UsageError with the line, if it is not what is expected there
   */
  static List<Setting> read(String name, String text) {
    return new TomlReader(name, text).settings();
  }

  private List<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    for (skip(BLANK); at < text.length(); skip(BLANK)) {
      Matcher header = next(SECTION);
      if (header != null) {
        section = header.group(1);
        requireEnd("[" + section + "]: more than a section (expected: the end of the line)");
        continue;
      }
      int line = line();
      Matcher key = next(KEY);
      if (key == null) {
        throw wrong(line, "not understood (expected: [VERB], or KEY = VALUE)");
      }
      if (section.isEmpty()) {
        throw wrong(line, key.group(1) + ": outside of a section (expected: below a [VERB])");
      }
      settings.add(value(section, key.group(1), line));
      requireEnd(
          key.group(1)
              + ": more than one value, or a text without quotes (expected: such as 512 or"
              + " \"text\")");
    }
    return settings;
  }

  private Setting value(String section, String key, int line) {
    if (at < text.length() && text.charAt(at) == '[') {
      return new Setting(section, key, list(key), false, line);
    }
    boolean flag = text.startsWith("true", at) || text.startsWith("false", at);
    return new Setting(section, key, List.of(single(key)), flag, line);
  }

  private List<String> list(String key) {
    List<String> values = new ArrayList<>();
    at++;
    for (skip(BLANK); !take(']'); skip(BLANK)) {
      values.add(single(key));
      skip(BLANK);
      if (!take(',') && (at >= text.length() || text.charAt(at) != ']')) {
        throw wrong(line(), key + ": a list that does not end (expected: , or ])");
      }
    }
    return values;
  }

  private String single(String key) {
    Matcher basic = next(BASIC);
    if (basic != null) {
      return unescaped(basic.group(1));
    }
    Matcher literal = next(LITERAL);
    if (literal != null) {
      return literal.group(1);
    }
    Matcher word = next(WORD);
    if (word != null) {
      return word.group().replace("_", "");
    }
    throw wrong(
        line(),
        key + ": not understood (expected: \"text\", a whole number, true, false or a list)");
  }

  private String unescaped(String text) {
    try {
      return text.translateEscapes();
    } catch (IllegalArgumentException e) {
      throw wrong(line(), "an escape that does not exist (expected: \\n, \\t, \\\" or \\\\)");
    }
  }

  private boolean take(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  private void requireEnd(String otherwise) {
    if (next(END) == null) {
      throw wrong(line(), otherwise);
    }
  }

  private void skip(Pattern what) {
    next(what);
  }

  private @Nullable Matcher next(Pattern expected) {
    Matcher matcher = expected.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private int line() {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }

  private UsageError wrong(int line, String what) {
    return new UsageError("%s:%d: %s".formatted(name, line, what));
  }
}
