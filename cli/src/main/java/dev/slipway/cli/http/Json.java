package dev.slipway.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.SafeText;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON text and trees. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
          Separators.createDefaultInstance()
              .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
              .withObjectEmptySeparator("")
              .withArrayEmptySeparator(""));

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The tree, or empty if the text is not JSON. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      return Optional.of(tree == null ? MissingNode.getInstance() : tree)
          .filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  public static String compact(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For people and scripts: invisible characters are escaped. */
  public static String pretty(JsonNode tree) {
    try {
      return SafeText.json(MAPPER.writer(PRETTY).writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The field's text; empty if it is absent, null or blank. */
  public static Optional<String> text(JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    return value.isNull() || value.isMissingNode() || value.asText("").isBlank()
        ? Optional.empty()
        : Optional.of(value.asText());
  }

  /** Sets a field, unless there is no value. */
  public static void put(ObjectNode request, String field, @Nullable String value) {
    if (value != null) {
      request.put(field, value);
    }
  }

  /** Sets a field to a list, unless it is empty. */
  public static void put(ObjectNode request, String field, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(request.putArray(field)::add);
    }
  }

  /** Sets a field to an object of texts, unless it is empty. */
  public static void put(ObjectNode request, String field, Map<?, ?> values) {
    if (!values.isEmpty()) {
      ObjectNode object = request.putObject(field);
      values.forEach((name, value) -> object.put(String.valueOf(name), String.valueOf(value)));
    }
  }
}
