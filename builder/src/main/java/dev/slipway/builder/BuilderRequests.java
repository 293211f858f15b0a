package dev.slipway.builder;

import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.DeploymentRequestReader;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request of the builder as one of ours; it differs in how it writes keys and absent
 * values.
 */
@Component
final class BuilderRequests {
  private final DeploymentRequestReader reader;

  BuilderRequests(DeploymentRequestReader reader) {
    this.reader = reader;
  }

  DeploymentRequest read(JsonNode body) {
    ObjectNode ours = ((ObjectNode) body).deepCopy();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (absent(field.getValue())) {
        ours.remove(field.getKey());
      }
    }
    if (ours.get("api_keys") instanceof ObjectNode keys) {
      ours.set("api_keys", environmentNames(keys));
    }
    return reader.readKnown(ours);
  }

  /** Its forms send empty text and empty objects for fields left blank. */
  private static boolean absent(JsonNode value) {
    return value.isString() ? value.stringValue().isBlank() : value.isObject() && value.isEmpty();
  }

  /** It sends {@code openai_api_key} and means the variable {@code OPENAI_API_KEY}. */
  private static ObjectNode environmentNames(ObjectNode keys) {
    ObjectNode named = keys.objectNode();
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      if (!absent(key.getValue()) && !key.getValue().isNull()) {
        named.set(key.getKey().toUpperCase(Locale.ROOT), key.getValue());
      }
    }
    return named;
  }
}
