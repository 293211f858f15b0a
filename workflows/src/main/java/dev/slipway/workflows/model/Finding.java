package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Something a check noticed.
 *
 * @param code stable name, such as {@code hardcoded_secret}
 * @param line 1-based line in the agent code; absent if it is not about a line
 * @param column 1-based column; absent likewise
 * @param hint what to do about it
 */
public record Finding(
    String code,
    @Nullable Integer line,
    @Nullable Integer column,
    String message,
    @Nullable String hint) {

  /** One line for people: {@code line 3: … (hint)}. */
  public String sentence() {
    String place = line == null ? "" : "line " + line + ": ";
    return place + message + (hint == null || hint.isBlank() ? "" : " (" + hint + ")");
  }
}
