package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.e2e.harness.Habit.Cloud;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of a request to AgentCore. */
public final class RuntimeFault {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How one request is answered. */
  @FunctionalInterface
  private interface Course {
    byte[] of(HttpMessage request, Cloud behind) throws IOException, InterruptedException;
  }

  private final Course course;

  private RuntimeFault(Course course) {
    this.course = course;
  }

  /** AgentCore refuses it. */
  public static RuntimeFault refusal(int status, String code, String message) {
    Map<String, String> body = Map.of("__type", code, "message", message);
    byte[] answer =
        HttpMessage.answer(status, "application/json", JSON.valueToTree(body).toString());
    return new RuntimeFault((request, behind) -> answer);
  }

  /** It does not arrive. */
  public static RuntimeFault hangUp() {
    return new RuntimeFault(
        (request, behind) -> {
          throw new IOException("hung up");
        });
  }

  /** AgentCore does it, and the caller does not learn of it. */
  public static RuntimeFault lostAnswer() {
    return new RuntimeFault(
        (request, behind) -> {
          behind.ask(request);
          throw new IOException("lost the answer");
        });
  }

  /** A read shows that status. */
  public static RuntimeFault shows(String status) {
    return new RuntimeFault((request, behind) -> changed(behind.ask(request), status, Set.of()));
  }

  /** A read of one of those versions, or of all of them, shows that it has failed. */
  public static RuntimeFault failedVersions(String... numbers) {
    return new RuntimeFault(
        (request, behind) -> changed(behind.ask(request), "UPDATE_FAILED", Set.of(numbers)));
  }

  private static byte[] changed(byte[] bytes, String status, Set<String> only) throws IOException {
    HttpMessage answer = HttpMessage.answer(bytes);
    JsonNode whole = JSON.readTree(answer.text());
    List<JsonNode> records =
        whole.has("agentRuntimes")
            ? whole.path("agentRuntimes").valueStream().toList()
            : List.of(whole);
    for (JsonNode each : records) {
      String version = each.path("agentRuntimeVersion").asText();
      if (each.has("status") && (only.isEmpty() || only.contains(version))) {
        ((ObjectNode) each).put("status", status).put("failureReason", "no such luck");
      }
    }
    return answer.withText(whole.toString()).bytes();
  }

  byte[] befall(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    return course.of(request, behind);
  }
}
