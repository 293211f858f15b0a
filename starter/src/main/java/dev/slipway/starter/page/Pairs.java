package dev.slipway.starter.page;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lines of {@code NAME=value} in a form. Whatever a line can't hold as it is, such as a line break,
 * stands in quotes as in JSON: {@code KEY="two\nlines"}.
 */
final class Pairs {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Pairs() {}

  static String lines(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(pair -> name(pair.getKey()) + "=" + quoted(pair.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String name(String name) {
    return name.contains("=") ? JSON.writeValueAsString(name) : quoted(name);
  }

  /** A text as it stands, or in quotes if a form would change it. */
  static String quoted(String text) {
    boolean asItStands =
        text.equals(text.strip())
            && !text.startsWith("\"")
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return asItStands ? text : JSON.writeValueAsString(text);
  }

  /** The text that {@link #quoted} wrote. */
  static String unquoted(String text) {
    String bare = text.strip();
    if (bare.length() < 2 || !bare.startsWith("\"") || !bare.endsWith("\"")) {
      return bare;
    }
    try {
      return JSON.readValue(bare, String.class);
    } catch (JacksonException notQuoted) {
      return bare; // quotes that belong to the text
    }
  }

  /** One line; the name is empty if there is none. */
  static Map.Entry<String, String> parse(String line) {
    int equals = line.indexOf('=', nameEnd(line.strip(), line.indexOf(line.strip())));
    return equals < 1
        ? Map.entry("", line)
        : Map.entry(unquoted(line.substring(0, equals)), unquoted(line.substring(equals + 1)));
  }

  /** Where a quoted name ends, which may have an equals sign in it. */
  private static int nameEnd(String bare, int offset) {
    if (!bare.startsWith("\"")) {
      return 0;
    }
    int at = 1;
    while (at < bare.length() && bare.charAt(at) != '"') {
      at += bare.charAt(at) == '\\' ? 2 : 1;
    }
    return at < bare.length() ? offset + at : 0;
  }
}
