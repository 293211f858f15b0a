package dev.slipway.starter.requests;

import java.util.regex.Pattern;

/** What the author calls the file; failures of the live agent name it. */
final class FileName {
  static final String DEFAULT = "agent.py";

  /** A name, not a path: it becomes the last part of one. */
  private static final Pattern FORM = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]{1,100}");

  private FileName() {}

  static String read(Fields fields) {
    return fields.value("file_name", FileName::require).orElse(DEFAULT);
  }

  private static String require(String name) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "file_name: %s (expected: a name such as agent.py, at most 100 characters, no folder)"
              .formatted(Fields.shown(name)));
    }
    return name;
  }
}
