package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.AuditJson;
import io.temporal.api.history.v1.HistoryEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** History events in Temporal's own JSON, with our records in readable form. */
final class EventJson {
  /** The largest seen so far is a stack's plan of 6 KB. */
  private static final int LARGEST_EVENT_BYTES = 32 << 10;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EventJson() {}

  static JsonNode of(HistoryEvent event) {
    return readable(plain(event));
  }

  /** The event as a history shows it: a very large one is reduced to its kind and hash. */
  static JsonNode shortened(HistoryEvent event, JsonNode node) {
    int bytes = node.toString().length();
    if (bytes <= LARGEST_EVENT_BYTES) {
      return node;
    }
    ObjectNode cut = NODES.objectNode();
    for (String name : new String[] {"eventId", "eventTime", "eventType"}) {
      cut.set(name, node.path(name));
    }
    return cut.put("omittedBytes", bytes).put("sha256", Sha256.of(event.toByteArray()));
  }

  private static JsonNode plain(HistoryEvent event) {
    try {
      String json = JsonFormat.printer().omittingInsignificantWhitespace().print(event);
      return AuditJson.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("event %d: not printable".formatted(event.getEventId()), e);
    }
  }

  /** Replaces each payload with its content. */
  private static JsonNode readable(JsonNode node) {
    if (node.isArray()) {
      var array = NODES.arrayNode();
      node.forEach(item -> array.add(readable(item)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.path("metadata").has("encoding")) {
      return payload(node);
    }
    ObjectNode object = NODES.objectNode();
    node.forEachEntry((name, value) -> object.set(name, readable(value)));
    return object;
  }

  private static JsonNode payload(JsonNode payload) {
    byte[] data = Base64.getDecoder().decode(payload.path("data").asText(""));
    String encoding = decoded(payload.path("metadata").path("encoding").asText());
    return switch (encoding) {
      case "json/plain" -> AuditJson.parse(data);
      case "binary/null" -> NODES.nullNode();
      default -> NODES.objectNode().put("encoding", encoding).put("sha256", Sha256.of(data));
    };
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
