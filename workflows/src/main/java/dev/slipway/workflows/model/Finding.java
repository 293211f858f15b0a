package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Something a check noticed.
 *
 * @param code stable name, such as {@code hardcoded_secret}
 * @param line 1-based line in the agent code; absent if it is not about a line
 * @param column 1-based column; absent likewise
 * @param hint what to do about it
 * @param file in a folder, the path of the file; absent if the code is one file
 */
public record Finding(
    String code,
    @Nullable Integer line,
    @Nullable Integer column,
    String message,
    @Nullable String hint,
    @Nullable String file) {
  /** About code that is one file, or about nothing in a file. */
  public Finding(
      String code,
      @Nullable Integer line,
      @Nullable Integer column,
      String message,
      @Nullable String hint) {
    this(code, line, column, message, hint, null);
  }

  /** One line for people: {@code line 3: … (hint)}, or {@code lib/a.py:3: …} in a folder. */
  public String sentence() {
    String place = line == null ? "" : "line " + line + ": ";
    if (file != null) {
      place = line == null ? file + ": " : file + ":" + line + ": ";
    }
    return place + message + (hint == null || hint.isBlank() ? "" : " (" + hint + ")");
  }
}
