package dev.slipway.activities.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.temporal.Payloads;
import java.util.Map;

/**
 * Reads why {@code sam build} failed: from its JSON if it writes any, else from the end of its
 * output.
 */
final class SamRefusal {
  private SamRefusal() {}

  static void requireSuccess(ProcessResult result) {
    for (String line : result.output().lines().toList()) {
      JsonNode event = event(line);
      if (event.path("type").asText().equals("result")
          && !event.path("status").asText().equals("success")) {
        throw Failure.of(
                FailureType.TOOL_FAILED,
                "sam build: %s".formatted(event.path("error").path("message").asText("failed")),
                result.lastLines(8))
            .toException();
      }
    }
    if (!result.succeeded()) {
      throw BuildTools.failed("sam build", result);
    }
  }

  private static JsonNode event(String line) {
    try {
      return line.startsWith("{")
          ? Payloads.mapper().readTree(line)
          : Payloads.mapper().valueToTree(Map.of());
    } catch (JsonProcessingException e) {
      return Payloads.mapper().valueToTree(Map.of()); // a line from a library
    }
  }
}
