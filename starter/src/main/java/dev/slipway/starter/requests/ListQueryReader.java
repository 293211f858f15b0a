package dev.slipway.starter.requests;

import dev.slipway.api.Status;
import dev.slipway.starter.temporal.Visibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the query parameters of a list. */
final class ListQueryReader {
  private static final int DEFAULT_PAGE = 50;
  private static final int LONGEST = 256;

  private static final List<String> FILTERS =
      List.of(
          "agent", "stack_name", "account", "region", "status", "type", "requested_by", "search");

  static final List<String> PARAMETERS =
      Stream.concat(FILTERS.stream(), PageQuery.PARAMETERS.stream()).distinct().toList();

  private ListQueryReader() {}

  static ListQuery read(Map<String, String> parameters) {
    FieldErrors errors = new FieldErrors();
    Map<String, String> filters = new HashMap<>();
    int size = DEFAULT_PAGE;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      if (name.equals("page_size")) {
        size = pageSize(value, errors);
      } else if (FILTERS.contains(name)) {
        filter(name, value, filters, errors);
      } else if (!name.equals("page_token")) {
        errors.add(
            name,
            "unknown_parameter",
            name + ": unknown parameter",
            "known parameters: " + String.join(", ", PARAMETERS));
      }
    }
    errors.throwIfAny();
    return new ListQuery(filters, size, parameters.get("page_token"));
  }

  private static void filter(
      String name, String value, Map<String, String> filters, FieldErrors errors) {
    if (value.isBlank()) {
      return;
    }
    if (value.length() > LONGEST) {
      errors.add(
          name,
          "invalid_value",
          "%s: %d characters (expected: at most %d)".formatted(name, value.length(), LONGEST),
          null);
      return;
    }
    if (name.equals("status")) {
      try {
        filters.put(name, Status.of(value).wireName());
      } catch (IllegalArgumentException unknown) {
        errors.add(name, "invalid_value", String.valueOf(unknown.getMessage()), null);
      }
      return;
    }
    filters.put(name, value);
  }

  /** The page size; an error and the default for anything else. */
  static int pageSize(String value, FieldErrors errors) {
    try {
      int size = Integer.parseInt(value);
      if (size >= 1 && size <= Visibility.MAX_PER_PAGE) {
        return size;
      }
    } catch (NumberFormatException notANumber) {
      // Reported below, with the range.
    }
    errors.add(
        "page_size",
        "invalid_value",
        "page_size: %s (expected: 1 to %d)".formatted(value, Visibility.MAX_PER_PAGE),
        null);
    return DEFAULT_PAGE;
  }
}
