package dev.slipway.storage.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;

/** Converts records to the JSON of a bundle and back: the format of histories in snake_case. */
public final class AuditJson {
  private static final ObjectMapper MAPPER =
      Payloads.mapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private AuditJson() {}

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** Reads plain JSON; fails with IllegalStateException for anything else. */
  public static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException("record: not JSON", e);
    }
  }

  public static <T> T read(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("record: not a " + type.getSimpleName(), e);
    }
  }
}
