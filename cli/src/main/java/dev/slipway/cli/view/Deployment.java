package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.Status;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The API's view of one deployment. */
public record Deployment(JsonNode json) {
  public String id() {
    return text("deployment_id").orElse("?");
  }

  public Status status() {
    return Status.read(text("status").orElse(""));
  }

  /** The agent's given name, or its stack's. */
  public String agentName() {
    JsonNode agent = json.path("agent");
    return Json.text(agent, "name").or(() -> Json.text(agent, "stack_name")).orElse("?");
  }

  /** Whether it takes the agent down. */
  public boolean destroys() {
    return json.path("deployment_type").asText().equals(DeploymentType.DESTROY.wireName());
  }

  /** The alias of the account; empty for the server's own. */
  public Optional<String> account() {
    return Json.text(json.path("agent"), "account_alias");
  }

  public String region() {
    return Json.text(json.path("agent"), "region").orElse("?");
  }

  /** What the other verbs take as AGENT. */
  public String agentAddress() {
    return account().map(alias -> alias + "/").orElse("")
        + region()
        + "/"
        + Json.text(json.path("agent"), "stack_name").orElse("?");
  }

  /** The address of its page. */
  public String page(ServerAddress server) {
    return server.page(Json.text(json.path("links"), "page").orElse("/deployments/" + id()));
  }

  /** The step that it failed in; empty if none has, or if it failed between two. */
  public Optional<String> failedStep() {
    return failure().flatMap(failure -> Json.text(failure, "step"));
  }

  public List<JsonNode> steps() {
    return list("steps");
  }

  public List<JsonNode> list(String field) {
    return StreamSupport.stream(json.path(field).spliterator(), false).toList();
  }

  public Optional<String> text(String field) {
    return Json.text(json, field);
  }

  public JsonNode outputs() {
    return json.path("outputs");
  }

  public Optional<JsonNode> failure() {
    return Optional.of(json.path("failure")).filter(JsonNode::isObject);
  }

  public Optional<Duration> duration() {
    return json.path("duration_ms").isNumber()
        ? Optional.of(Duration.ofMillis(json.path("duration_ms").asLong()))
        : Optional.empty();
  }

  /** The time in the field; empty if it is absent or not a time. */
  public static Optional<Instant> time(JsonNode tree, String field) {
    try {
      return Json.text(tree, field).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
