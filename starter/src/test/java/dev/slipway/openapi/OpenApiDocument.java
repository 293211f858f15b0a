package dev.slipway.openapi;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The specification as a file: by name, so that a change is a difference of few lines, except for
 * the properties of an object, which stand in the order in which they are read.
 */
public final class OpenApiDocument {
  private static final String PROPERTIES = "properties";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private OpenApiDocument() {}

  public static String of(JsonNode specification) {
    return MAPPER.writeValueAsString(arranged(specification, false)) + "\n";
  }

  private static JsonNode arranged(JsonNode node, boolean asItIs) {
    if (node.isArray()) {
      var array = MAPPER.createArrayNode();
      node.forEach(item -> array.add(arranged(item, false)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = MAPPER.createObjectNode();
    var entries = new TreeMap<String, JsonNode>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      boolean schema = !asItIs && entry.getKey().equals(PROPERTIES);
      JsonNode value = arranged(entry.getValue(), schema);
      if (asItIs) {
        object.set(entry.getKey(), value);
      } else {
        entries.put(entry.getKey(), value);
      }
    }
    entries.forEach(object::set);
    return object;
  }
}
