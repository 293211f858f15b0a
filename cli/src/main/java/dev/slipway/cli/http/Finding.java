package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One error or warning about a field or a location in the code.
 *
 * @param file its path in the folder that was sent; empty if one file was
 * @param line 1-based; 0 if it is not about a line
 * @param column 1-based; 0 likewise
 */
public record Finding(
    String code, String field, String file, int line, int column, String message, String hint) {
  public static Finding of(JsonNode json) {
    return new Finding(
        Json.text(json, "code").orElse(""),
        Json.text(json, "field").orElse(""),
        Json.text(json, "file").orElse(""),
        json.path("line").asInt(0),
        json.path("column").asInt(0),
        Json.text(json, "message").orElse("no message"),
        Json.text(json, "hint").orElse(""));
  }

  /** Such as {@code agent.py:3:1: message (hint) [code]} or {@code memory_size: message}. */
  public String line(String source) {
    return place(file.isEmpty() ? source : file)
        + OptionWords.in(field, message)
        + (hint.isEmpty() ? "" : " (" + OptionWords.of(hint) + ")")
        + (code.isEmpty() ? "" : " [" + code + "]");
  }

  private String place(String source) {
    if (line > 0) {
      String name = source.isEmpty() ? "code" : source;
      return name + ":" + line + ":" + (column > 0 ? column + ":" : "") + " ";
    }
    if (!file.isEmpty()) {
      return message.startsWith(file + ":") ? "" : file + ": ";
    }
    return field.isEmpty() || message.startsWith(field + ":")
        ? ""
        : OptionWords.in(field, field + ": ");
  }
}
