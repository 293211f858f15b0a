package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.storage.redaction.KnownSecrets;
import java.util.Set;
import java.util.regex.Pattern;

/** Masks what looks like a key: a bundle is kept for years and read by many. */
final class Masking {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The values of these variables are keys, whatever they look like. */
  private static final Pattern NAME_OF_A_KEY =
      Pattern.compile("(?i).*(?:secret|password|passwd|token|api_?key|private_?key|credential).*");

  /** What an object of variables is called: in histories, in views, in templates. */
  private static final Set<String> VARIABLES =
      Set.of("environmentVariables", "environment_variables", "environment");

  private Masking() {}

  static JsonNode mask(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(KnownSecrets.mask(node.textValue()));
    }
    if (node.isArray()) {
      var array = NODES.arrayNode();
      node.forEach(item -> array.add(mask(item)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = NODES.objectNode();
    node.forEachEntry((name, value) -> object.set(name, mask(name, value)));
    return object;
  }

  private static JsonNode mask(String name, JsonNode value) {
    return VARIABLES.contains(name) && value.isObject() ? variables(value) : mask(value);
  }

  private static JsonNode variables(JsonNode environment) {
    ObjectNode object = NODES.objectNode();
    environment.forEachEntry(
        (name, value) ->
            object.set(
                name,
                NAME_OF_A_KEY.matcher(name).matches()
                    ? TextNode.valueOf(KnownSecrets.MASK)
                    : mask(value)));
    return object;
  }
}
