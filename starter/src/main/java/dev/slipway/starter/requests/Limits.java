package dev.slipway.starter.requests;

import dev.slipway.api.Environment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The limits AWS sets to maps of names and values. */
final class Limits {
  /**
   * Lambda's 4,096 less what the template adds: an origin, a secret's ARN and version, the adapter.
   */
  private static final int ENVIRONMENT_BYTES = 3_500;

  /** Secrets Manager: one secret; the JSON around each key is counted below. */
  private static final int SECRET_BYTES = 64 * 1024;

  /** Quotes, colon and comma. */
  private static final int JSON_AROUND_ENTRY = 6;

  /** CloudFormation allows 50; Slipway adds some of its own. */
  private static final int MAX_TAGS = 40;

  private static final Pattern TAG_TEXT = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final Pattern ORIGIN =
      Pattern.compile("\\*|https?://[A-Za-z0-9.-]{1,200}(:\\d{1,5})?");

  private Limits() {}

  static Map<String, String> environment(Fields fields, String field) {
    Map<String, String> given = fields.texts(field);
    Map<String, String> accepted = new LinkedHashMap<>();
    given.forEach(
        (name, value) ->
            fields
                .read(field + "." + shown(name), () -> Environment.requireName(name))
                .ifPresent(good -> accepted.put(good, value)));
    int bytes = bytes(given, 0);
    if (bytes > ENVIRONMENT_BYTES) {
      fields.invalid(
          field,
          "%s: %d bytes (expected: at most %d in all; Lambda allows 4096, and Slipway adds its own)"
              .formatted(field, bytes, ENVIRONMENT_BYTES));
    }
    return accepted;
  }

  static Map<String, String> keys(Fields fields, Map<String, String> environment) {
    Map<String, String> given = fields.texts("api_keys");
    Map<String, String> accepted = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          String field = "api_keys." + shown(name);
          if (value.isBlank()) {
            fields.invalid(field, field + ": empty (expected: the key's value)");
          } else if (environment.containsKey(name)) {
            fields.invalid(
                field, field + ": also in environment_variables (expected: in one of them)");
          } else {
            fields
                .read(field, () -> Environment.requireName(name))
                .ifPresent(good -> accepted.put(good, value));
          }
        });
    int bytes = bytes(given, JSON_AROUND_ENTRY);
    if (bytes > SECRET_BYTES) {
      fields.invalid(
          "api_keys",
          "api_keys: %d bytes (expected: at most %d in all, the limit of Secrets Manager)"
              .formatted(bytes, SECRET_BYTES));
    }
    return accepted;
  }

  static Map<String, String> tags(Fields fields) {
    Map<String, String> tags = fields.texts("tags");
    if (tags.size() > MAX_TAGS) {
      fields.invalid("tags", "tags: %d (expected: at most %d)".formatted(tags.size(), MAX_TAGS));
    }
    tags.forEach((name, value) -> fields.read("tags." + shown(name), () -> tag(name, value)));
    return tags;
  }

  private static String tag(String name, String value) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("aws:") || lower.startsWith("slipway:")) {
      throw new IllegalArgumentException(
          "tags: '%s' (expected: a name that begins neither with aws: nor with slipway:)"
              .formatted(shown(name)));
    }
    if (name.isBlank() || name.length() > 128 || !TAG_TEXT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "tags: '%s' (expected: 1 to 128 letters, digits, spaces or _.:/=+-@)"
              .formatted(shown(name)));
    }
    if (value.length() > 256 || !TAG_TEXT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "tags.%s: '%s' (expected: at most 256 letters, digits, spaces or _.:/=+-@)"
              .formatted(name, shown(value)));
    }
    return name;
  }

  static String requireOrigin(String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw new IllegalArgumentException(
          "cors_allow_origin: '%s' (expected: * or an address such as https://app.example.com)"
              .formatted(shown(origin)));
    }
    return origin;
  }

  private static int bytes(Map<String, String> map, int aroundEach) {
    return map.entrySet().stream()
        .mapToInt(
            entry ->
                entry.getKey().getBytes(StandardCharsets.UTF_8).length
                    + entry.getValue().getBytes(StandardCharsets.UTF_8).length
                    + aroundEach)
        .sum();
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
