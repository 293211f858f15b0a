package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What people decided while the deployment ran, as recorded in its events. */
final class Decisions {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Decisions() {}

  /**
   * Reads the decisions.
   *
   * @param events in the form of {@link EventJson}
   */
  static ArrayNode of(Iterable<JsonNode> events) {
    ArrayNode decisions = NODES.arrayNode();
    for (JsonNode event : events) {
      switch (event.path("eventType").asText()) {
        case "EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED" -> {
          var input =
              event
                  .path("workflowExecutionUpdateAcceptedEventAttributes")
                  .path("acceptedRequest")
                  .path("input");
          decisions.add(decision(event, input.path("name").asText(), input.path("args")));
        }
        case "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED" -> {
          var signal = event.path("workflowExecutionSignaledEventAttributes");
          JsonNode arguments = signal.path("input");
          if (arguments.path("payloads").path(0).has("by")) {
            decisions.add(decision(event, signal.path("signalName").asText(), arguments));
          }
        }
        case "EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED" ->
            decisions.add(
                ended(event, "cancel", "workflowExecutionCancelRequestedEventAttributes", "cause"));
        case "EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED" ->
            decisions.add(
                ended(event, "terminate", "workflowExecutionTerminatedEventAttributes", "reason"));
        default -> {}
      }
    }
    return decisions;
  }

  /** Who approved the executed plan; empty when no approval was requested. */
  static String approver(ArrayNode decisions) {
    String approver = "";
    for (JsonNode decision : decisions) {
      if (decision.path("verb").asText().equals("approve")) {
        approver = decision.path("by").asText();
      }
    }
    return approver;
  }

  private static ObjectNode decision(JsonNode event, String verb, JsonNode arguments) {
    JsonNode payloads = arguments.path("payloads");
    ObjectNode decision = named(event, verb);
    decision.set("by", payloads.path(0).path("by"));
    decision.set("reason", payloads.path(0).path("reason"));
    JsonNode further = payloads.path(1);
    if (further.isObject()) {
      decision.set("patch", further);
    }
    return decision;
  }

  /**
   * These reach the workflow through Temporal itself, which stores a single string: who and why.
   */
  private static ObjectNode ended(JsonNode event, String verb, String attributes, String text) {
    String said = event.path(attributes).path(text).asText("");
    int colon = said.indexOf(": ");
    ObjectNode decision = named(event, verb);
    decision.put(
        "by",
        colon < 0 ? event.path(attributes).path("identity").asText("") : said.substring(0, colon));
    decision.put("reason", colon < 0 ? said : said.substring(colon + 2));
    return decision;
  }

  private static ObjectNode named(JsonNode event, String verb) {
    ObjectNode decision = NODES.objectNode();
    decision.set("event_id", event.path("eventId"));
    decision.set("at", event.path("eventTime"));
    return decision.put("verb", verb);
  }
}
