package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Someone terminates or resets an agent, a deployment or a destroy in the Temporal UI. */
class AgentGoneIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** Holds a deployment until someone approves it. */
  private static final Map<String, String> HELD = Map.of("approval", "required");

  /** A waiting deployment checks after one minute, then again later. */
  private static final Duration MAX_ABSENCE = Duration.ofSeconds(100);

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void agentTerminatedWhileNothingRuns_continuesWithTheNextRequest() {
    String name = "gone-idle";
    live(name, "one");
    live(name, "two");
    terminateAgent(name);

    live(name, "three");
    assertRemembers(name, 1, 2, 3);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("three");
    terminateAgent(name);
    destroy(name);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void agentTerminatedWhileOneRunsAndOneWaits_isRestartedByEither() {
    String name = "gone-busy";
    live(name, "one");
    String second = held(name, "two");
    String third = SHARED.api().deploy(name, Agents.saying("three"), HELD);
    terminateAgent(name);
    awaitAgent(name);

    assertThat(status(third)).isEqualTo("queued");
    approve(second);
    awaitApproval(third);
    String fourth = SHARED.api().deploy(name, Agents.saying("four"), Map.of());
    terminateAgent(name);
    approve(third);

    assertRevision(second, 2);
    assertRevision(third, 3);
    assertRevision(fourth, 4);
    live(name, "five");
    assertRemembers(name, 1, 2, 3, 4, 5);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("five");
    destroy(name);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void resetDeployment_keepsItsTurn() {
    String name = "reset-deployment";
    live(name, "one");
    String second = held(name, "two");
    String third = SHARED.api().deploy(name, Agents.saying("three"), Map.of());
    try (var temporal = temporal()) {
      temporal.reset(second);
    }

    awaitApproval(second);
    assertThat(status(third)).isEqualTo("queued");
    approve(second);
    assertRevision(second, 2);
    assertRevision(third, 3);
    assertThat(Instant.parse(view(third).at("/steps/0/started_at").asText()))
        .isAfterOrEqualTo(Instant.parse(view(second).path("completed_at").asText()));
    assertRemembers(name, 1, 2, 3);
    destroy(name);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void agentThatIsReset_keepsItsRevisionsAndContinues() {
    String name = "reset-agent";
    live(name, "one");
    live(name, "two");
    try (var temporal = temporal()) {
      temporal.reset(workflowId(name));
    }

    live(name, "three");
    assertRemembers(name, 1, 2, 3);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("three");
    destroy(name);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void resetDestroy_keepsItsTurn() {
    String name = "reset-destroy";
    live(name, "one");
    String second = held(name, "two");
    String destroy = requestDestroy(name);
    try (var temporal = temporal()) {
      temporal.reset(destroy);
    }

    assertThat(status(destroy)).isEqualTo("queued");
    approve(second);
    assertRevision(second, 2);
    awaitDestroyed(name, destroy);
  }

  private static TemporalHistory temporal() {
    return TemporalHistory.at(SHARED.stack().temporalTarget());
  }

  private static void terminateAgent(String name) {
    try (var temporal = temporal()) {
      temporal.terminate(workflowId(name));
    }
  }

  private static void awaitAgent(String name) {
    try (var temporal = temporal()) {
      Waiting.until("the agent to be back", MAX_ABSENCE, () -> temporal.runs(workflowId(name)));
    }
  }

  private static String workflowId(String name) {
    return "agent/000000000000/us-east-1/" + TinyAgent.stack(name);
  }

  private static void live(String name, String words) {
    JsonNode view =
        SHARED.api().awaitEnd(SHARED.api().deploy(name, Agents.saying(words), Map.of()));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
  }

  private static String held(String name, String words) {
    String id = SHARED.api().deploy(name, Agents.saying(words), HELD);
    awaitApproval(id);
    return id;
  }

  private static void awaitApproval(String id) {
    JsonNode view =
        SHARED.api().awaitStatus(id, Set.of("awaiting_approval", "succeeded", "failed"));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("awaiting_approval");
  }

  private static void approve(String id) {
    Answer answer = SHARED.api().post("/deployments/" + id + "/approve", Map.of("reason", "ok"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
  }

  private static JsonNode view(String id) {
    return SHARED.api().view(id);
  }

  private static String status(String id) {
    return view(id).path("status").asText();
  }

  private static void assertRevision(String id, int number) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(view.path("revision").asInt()).isEqualTo(number);
  }

  private static void assertRemembers(String name, Integer... numbers) {
    JsonNode agent = SHARED.api().get("/agents/us-east-1/" + TinyAgent.stack(name)).body();
    List<Integer> known = new ArrayList<>();
    agent.path("revisions").forEach(revision -> known.add(revision.path("number").asInt()));
    assertThat(known).as("%s", agent).containsExactlyInAnyOrder(numbers);
  }

  private static void destroy(String name) {
    awaitDestroyed(name, requestDestroy(name));
  }

  private static String requestDestroy(String name) {
    Answer accepted = SHARED.api().delete("/agents/us-east-1/" + TinyAgent.stack(name));
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    return accepted.body().path("deployment_id").asText();
  }

  private static void awaitDestroyed(String name, String destroy) {
    JsonNode end = SHARED.api().awaitEnd(destroy);
    assertThat(end.path("status").asText()).as("%s", end).isEqualTo("succeeded");
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
  }
}
