package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.storage.audit.AuditJson;
import dev.slipway.workflows.timeline.DeploymentView;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/** Assembles the content of a bundle. */
final class BundleContent {
  /** Changes when a reader of the old form would misread the new one. */
  static final String FORMAT = "slipway-audit/1";

  /** A deployment has about a hundred; a bundle stays small enough to read in one go. */
  private static final int MAX_EVENTS = 2_000;

  private BundleContent() {}

  /** Everything except the position in the chain. */
  static ObjectNode of(
      DeploymentView view, String runId, List<HistoryEvent> history, ArrayNode logs) {
    // What is said of the deployment is read from all of it, whatever of it is shown.
    List<JsonNode> events = history.stream().map(EventJson::of).toList();
    ArrayNode decisions = Decisions.of(events);
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("format", FORMAT);
    content.set("agent", AuditJson.tree(view.agent()));
    content.put("agent_name", view.agentName());
    content.put("deployment_id", view.deploymentId());
    content.put("run_id", runId);
    content.set("deployment", AuditJson.tree(view));
    content.set("request", events.getFirst().at(REQUEST));
    content.set("decisions", decisions);
    String approver = Decisions.approver(decisions);
    content.put("approved_by", approver.isEmpty() ? null : approver);
    content.set("artifacts", References.in(events));
    content.set("plans", plans(events));
    content.set("logs", logs);
    content.set("history", JsonNodeFactory.instance.arrayNode().addAll(shown(history, events)));
    content.put("history_events", history.size());
    return (ObjectNode) Masking.mask(content);
  }

  private static List<JsonNode> shown(List<HistoryEvent> history, List<JsonNode> events) {
    List<JsonNode> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(MAX_EVENTS, events.size()); i++) {
      shown.add(EventJson.shortened(history.get(i), events.get(i)));
    }
    return shown;
  }

  private static final String REQUEST = "/workflowExecutionStartedEventAttributes/input/payloads/0";

  /** The change sets that were created, according to CloudFormation's answers. */
  private static ArrayNode plans(List<JsonNode> events) {
    ArrayNode plans = JsonNodeFactory.instance.arrayNode();
    for (JsonNode event : events) {
      JsonNode result = event.at("/activityTaskCompletedEventAttributes/result/payloads/0");
      if (result.has("changeSetId")) {
        plans.add(result);
      }
    }
    return plans;
  }
}
