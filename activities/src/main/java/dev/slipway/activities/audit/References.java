package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Every artifact that a deployment received or produced, according to its events. */
final class References {
  /** The names people know them by; any other is named after its step and field. */
  private static final Map<String, String> NAMES =
      Map.of(
          "request.code", "code",
          "inject.archive", "source",
          "samBuild.lock", "lock",
          "samBuild.layer", "layer",
          "samBuild.code", "package",
          "samBuild.template", "template",
          "preflight.before", "before");

  private final Map<String, String> activities = new HashMap<>();
  private final Map<String, ObjectNode> found = new TreeMap<>();

  private References() {}

  /**
   * Finds the references.
   *
   * @param events in the form of {@link EventJson}
   */
  static ArrayNode in(Iterable<JsonNode> events) {
    var references = new References();
    events.forEach(references::read);
    return JsonNodeFactory.instance.arrayNode().addAll(references.found.values());
  }

  private void read(JsonNode event) {
    switch (event.path("eventType").asText()) {
      case "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED" ->
          search("request", event.path("workflowExecutionStartedEventAttributes").path("input"));
      case "EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED" -> {
        var request =
            event.path("workflowExecutionUpdateAcceptedEventAttributes").path("acceptedRequest");
        search(request.path("input").path("name").asText(), request.path("input").path("args"));
      }
      case "EVENT_TYPE_ACTIVITY_TASK_SCHEDULED" -> {
        var scheduled = event.path("activityTaskScheduledEventAttributes");
        activities.put(
            event.path("eventId").asText(), scheduled.path("activityType").path("name").asText());
      }
      case "EVENT_TYPE_ACTIVITY_TASK_COMPLETED" -> {
        var completed = event.path("activityTaskCompletedEventAttributes");
        String activity = activities.get(completed.path("scheduledEventId").asText());
        search(activity == null ? "step" : activity, completed.path("result"));
      }
      default -> {}
    }
  }

  private void search(String name, JsonNode node) {
    if (node.path("uri").isTextual() && node.path("sha256").isTextual()) {
      found.computeIfAbsent(name + " " + node.path("sha256").asText(), _ -> reference(name, node));
      return;
    }
    if (node.isArray()) {
      node.forEach(item -> search(name, item));
      return;
    }
    node.forEachEntry(
        (field, value) -> search(field.equals("payloads") ? name : name + "." + field, value));
  }

  private static ObjectNode reference(String name, JsonNode node) {
    ObjectNode reference = JsonNodeFactory.instance.objectNode();
    reference.put("name", NAMES.getOrDefault(name, name));
    reference.set("uri", node.path("uri"));
    reference.set("sha256", node.path("sha256"));
    reference.set("bytes", node.path("bytes"));
    return reference;
  }
}
