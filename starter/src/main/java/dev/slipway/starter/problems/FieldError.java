package dev.slipway.starter.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param code stable name, such as {@code missing_field}
 * @param field where in the request, such as {@code vpc_config.subnet_ids}
 * @param line 1-based line of the code, when it is about the code
 * @param hint what would be accepted
 * @param file the path in the folder, when it is about a file of one
 */
public record FieldError(
    String code,
    @Nullable String field,
    @Nullable Integer line,
    @Nullable Integer column,
    String message,
    @Nullable String hint,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String file) {

  public static FieldError about(String field, String code, String message, @Nullable String hint) {
    return new FieldError(code, field, null, null, message, hint, null);
  }

  /** About a field that is not there, or not what it has to be. */
  public static FieldError expected(String field, String what) {
    return about(
        field,
        "invalid_value",
        "%s: missing or invalid (expected: %s)".formatted(field, what),
        null);
  }
}
