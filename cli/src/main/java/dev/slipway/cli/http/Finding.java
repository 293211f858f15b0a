package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One error or warning about a field or a location in the code.
 *
 * @param line 1-based; 0 if it is not about a line
 * @param column 1-based; 0 likewise
 */
public record Finding(
    String code, String field, int line, int column, String message, String hint) {
  public static Finding of(JsonNode json) {
    return new Finding(
        Json.text(json, "code").orElse(""),
        Json.text(json, "field").orElse(""),
        json.path("line").asInt(0),
        json.path("column").asInt(0),
        Json.text(json, "message").orElse("no message"),
        Json.text(json, "hint").orElse(""));
  }

  /** Such as {@code agent.py:3:1: message (hint) [code]} or {@code memory_size: message}. */
  public String line(String file) {
    return place(file)
        + message
        + (hint.isEmpty() ? "" : " (" + hint + ")")
        + (code.isEmpty() ? "" : " [" + code + "]");
  }

  private String place(String file) {
    if (line > 0) {
      String name = file.isEmpty() ? "code" : file;
      return name + ":" + line + ":" + (column > 0 ? column + ":" : "") + " ";
    }
    return field.isEmpty() || message.startsWith(field + ":") ? "" : field + ": ";
  }
}
