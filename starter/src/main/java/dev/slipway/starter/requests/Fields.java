package dev.slipway.starter.requests;

import dev.slipway.starter.problems.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of one JSON object; an unknown field is an error. */
public final class Fields {
  /** Beyond this it is not a typo, and guessing what was meant costs time for each name. */
  private static final int MAX_UNKNOWN = 20;

  private final JsonNode node;
  private final String path;
  private final FieldErrors errors;
  private final Set<String> known = new LinkedHashSet<>();

  /** The fields of a whole body. */
  Fields(JsonNode node, FieldErrors errors) {
    this(node, "", errors);
    PlainText.require(node, errors);
  }

  /** Those of an object that has none. */
  static Fields none(FieldErrors errors) {
    return new Fields(JsonNodeFactory.instance.objectNode(), errors);
  }

  private Fields(JsonNode node, String path, FieldErrors errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /** Reports every unknown field. */
  void rejectOthers() {
    List<String> unknown =
        node.propertyNames().stream().filter(name -> !known.contains(name)).toList();
    unknown.stream().limit(MAX_UNKNOWN).forEach(this::reject);
    if (unknown.size() > MAX_UNKNOWN) {
      errors.add(
          path.isEmpty() ? "body" : path.substring(0, path.length() - 1),
          "unknown_field",
          "%d more unknown fields".formatted(unknown.size() - MAX_UNKNOWN),
          null);
    }
  }

  private void reject(String name) {
    String hint =
        Spelling.nearest(name, known)
            .map(near -> "did you mean %s?".formatted(near))
            .orElse("known fields: " + String.join(", ", known));
    errors.add(
        path + shown(name),
        "unknown_field",
        "%s: unknown field".formatted(path + shown(name)),
        hint);
  }

  boolean has(String name) {
    known.add(name);
    return present(name) != null;
  }

  Optional<String> text(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      return wrongType(name, value, "a string");
    }
    return Optional.of(value.stringValue());
  }

  /** Text of bounded length; anything longer is refused. */
  Optional<String> text(String name, int mostCharacters) {
    Optional<String> text = text(name);
    if (text.isPresent() && text.get().length() > mostCharacters) {
      invalid(
          name,
          "%s: %d characters (expected: at most %d)"
              .formatted(path + name, text.get().length(), mostCharacters));
      return Optional.empty();
    }
    return text;
  }

  /** Text converted to a value by a parser that says what it expects. */
  <T> Optional<T> value(String name, Function<String, T> reader) {
    return text(name).flatMap(text -> read(name, () -> reader.apply(text)));
  }

  OptionalInt whole(String name, int least, int most, String unit) {
    JsonNode value = present(name);
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.isIntegralNumber()) {
      wrongType(name, value, "a whole number");
      return OptionalInt.empty();
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      invalid(
          name,
          "%s: %s (expected: %d to %d%s)"
              .formatted(path + name, shown(value.asString()), least, most, unit));
      return OptionalInt.empty();
    }
    return OptionalInt.of(value.intValue());
  }

  Optional<Boolean> flag(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isBoolean()
        ? Optional.of(value.booleanValue())
        : wrongType(name, value, "true or false");
  }

  /**
   * A map of names to strings; what is not a string is reported, but never shown: keys and
   * variables hold secrets.
   */
  Map<String, String> texts(String name) {
    JsonNode value = present(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value == null) {
      return texts;
    }
    if (!value.isObject()) {
      unlike(name, kind(value), "an object of strings");
      return texts;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (entry.getValue().isString()) {
        texts.put(entry.getKey(), entry.getValue().stringValue());
      } else {
        unlike(name + "." + shown(entry.getKey()), kind(entry.getValue()), "a string");
      }
    }
    return texts;
  }

  List<String> lines(String name) {
    JsonNode value = present(name);
    List<String> lines = new ArrayList<>();
    if (value == null) {
      return lines;
    }
    if (!value.isArray()) {
      wrongType(name, value, "a list of strings");
      return lines;
    }
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i).isString()) {
        lines.add(value.get(i).stringValue());
      } else {
        wrongType(name + "[" + i + "]", value.get(i), "a string");
      }
    }
    return lines;
  }

  /** The texts of a list, or one text alone. */
  List<String> oneOrMore(String name) {
    JsonNode value = present(name);
    if (value == null || (value.isArray() && value.isEmpty())) {
      missing(name, "a text or a list of texts");
      return List.of();
    }
    return value.isString() ? List.of(value.stringValue()) : lines(name);
  }

  /** The fields of each object of a list. */
  List<Fields> objects(String name) {
    JsonNode value = present(name);
    List<Fields> objects = new ArrayList<>();
    if (value == null) {
      return objects;
    }
    if (!value.isArray()) {
      wrongType(name, value, "a list of objects");
      return objects;
    }
    for (int i = 0; i < value.size(); i++) {
      String element = "%s[%d]".formatted(name, i);
      if (value.get(i).isObject()) {
        objects.add(new Fields(value.get(i), path + element + ".", errors));
      } else {
        wrongType(element, value.get(i), "an object");
      }
    }
    return objects;
  }

  /** The names of all that is there. */
  List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  Optional<Fields> object(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isObject()
        ? Optional.of(new Fields(value, path + name + ".", errors))
        : wrongType(name, value, "an object");
  }

  /** The raw value, whatever its type. */
  Optional<JsonNode> any(String name) {
    return Optional.ofNullable(present(name));
  }

  /** Runs a parser that throws what it expected, and reports that. */
  <T> Optional<T> read(String name, java.util.function.Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (IllegalArgumentException refused) {
      invalid(name, refused.getMessage() == null ? name : refused.getMessage());
      return Optional.empty();
    }
  }

  /** Reports something that is not about a value alone. */
  void add(FieldError error) {
    errors.add(error);
  }

  void invalid(String name, String message) {
    errors.add(path + name, "invalid_value", message, null);
  }

  void missing(String name, String expected) {
    errors.add(
        path + name,
        "missing_field",
        "%s: nothing (expected: %s)".formatted(path + name, expected),
        null);
  }

  private @Nullable JsonNode present(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private <T> Optional<T> wrongType(String name, JsonNode value, String expected) {
    unlike(name, value.isContainer() ? kind(value) : shown(value.toString()), expected);
    return Optional.empty();
  }

  private void unlike(String name, String got, String expected) {
    errors.add(
        path + name,
        "wrong_type",
        "%s: %s (expected: %s)".formatted(path + name, got, expected),
        null);
  }

  private static String kind(JsonNode value) {
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
