package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.TemporalHistory;
import dev.slipway.e2e.harness.Waiting;
import io.temporal.client.schedules.ScheduleException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** Changes are planned first, and manual changes are found and repaired. */
class PlanAndDriftIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @Test
  void planOnly_showsThePlan_andLeavesNothing() {
    String id = SHARED.api().deploy("plan-only", Agents.saying("ahoy"), Map.of("plan_only", true));
    JsonNode view = SHARED.api().awaitEnd(id);

    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(view.path("revision").isNumber()).isFalse();
    assertThat(view.path("plan").path("creates").asBoolean()).isTrue();
    assertThat(logicalIds(view)).contains("AgentFunction", "AgentUrl", "AgentRole");
    assertThat(SHARED.world().thingsNamed("plan-only")).isEmpty();
    assertThat(SHARED.api().get("/agents/us-east-1/" + TinyAgent.stack("plan-only")).status())
        .isEqualTo(404);
  }

  @Test
  void approvedPlan_goesLive_unlessTheStackChangedMeanwhile_andDriftIsFoundAndRepaired() {
    String name = "planned";
    deploy(name, "one", Map.of());
    String id =
        SHARED
            .api()
            .deploy(
                name, Agents.saying("two"), Map.of("approval", "required", "memory_size", 1024));
    JsonNode waiting = SHARED.api().awaitStatus(id, Set.of("awaiting_approval"));
    assertThat(parameter(waiting, "MemorySize")).isEqualTo("512 to 1024");
    assertThat(waiting.path("plan").path("code").path("lines_added").asInt()).isEqualTo(1);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("one");

    changeStackByHand(name, "768");
    approve(id, waiting);
    JsonNode again = SHARED.api().awaitStatus(id, Set.of("awaiting_approval"));
    assertThat(again.path("plan").path("voided").path("why").asText())
        .as("%s", again)
        .contains("MemorySize is 768 now");
    assertThat(parameter(again, "MemorySize")).isEqualTo("768 to 1024");
    approve(id, again);
    JsonNode live = SHARED.api().awaitEnd(id);
    assertThat(live.path("status").asText()).as("%s", live).isEqualTo("succeeded");
    assertThat(live.path("plan").path("approved_by").asText()).isEqualTo(Ground.OWNER);
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("two");

    driftIsFoundAndMended(name);
  }

  private static void driftIsFoundAndMended(String name) {
    String agent = "/agents/us-east-1/" + TinyAgent.stack(name);
    JsonNode before = drift(agent, Map.of("every", "6h"));
    assertThat(before.path("status").asText()).as("%s", before).isEqualTo("in_sync");
    assertThat(before.path("every").asText()).isEqualTo("6h");

    SHARED
        .world()
        .functions
        .updateFunctionConfiguration(
            request ->
                request
                    .functionName(name)
                    .memorySize(256)
                    .environment(environment -> environment.variables(Map.of("BY_HAND", "x"))));
    JsonNode drifted = scheduledLook(agent, name);
    assertThat(findings(drifted))
        .contains("memory of $LATEST", "environment variable BY_HAND of $LATEST");
    assertThat(drifted.toString()).doesNotContain("\"x\"");
    assertThat(drifted.path("every").asText()).isEqualTo("6h");

    Answer accepted = SHARED.api().post(agent + "/redeploy", Map.of("reason", "drifted"));
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    // The revision was deployed with an approval, so its redeployment needs one as well.
    String again = accepted.body().path("deployment_id").asText();
    SHARED.api().awaitStatus(again, Set.of("awaiting_approval"));
    SHARED.api().post("/deployments/" + again + "/approve", Map.of("reason", "reviewed"));
    JsonNode repaired = SHARED.api().awaitEnd(again);
    assertThat(repaired.path("status").asText()).as("%s", repaired).isEqualTo("succeeded");
    assertThat(repaired.path("steps").path(2).path("status").asText()).isEqualTo("skipped");
    JsonNode after = drift(agent, Map.of());
    assertThat(after.path("status").asText()).as("%s", after).isEqualTo("in_sync");
    assertThat(Agents.ask(SHARED.api(), name)).isEqualTo("two");
    destroyTakesTheScheduleAlong(agent, name);
  }

  /** The server starts the check as it does every six hours; the view shows what it finds. */
  private static JsonNode scheduledLook(String agent, String name) {
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      temporal.runSchedule(schedule(name));
    }
    JsonNode[] seen = new JsonNode[1];
    Waiting.until(
        "the scheduled check of " + name,
        Duration.ofMinutes(1),
        () -> {
          seen[0] = SHARED.api().get(agent).body().path("drift");
          return seen[0].path("status").asText().equals("drifted");
        });
    return seen[0];
  }

  private static void destroyTakesTheScheduleAlong(String agent, String name) {
    JsonNode would = SHARED.api().delete(agent + "?dry_run=true").body();
    assertThat(would.toString()).contains(schedule(name));
    try (var temporal = TemporalHistory.at(SHARED.stack().temporalTarget())) {
      String destroy = SHARED.api().delete(agent).body().path("deployment_id").asText();
      assertThat(SHARED.api().awaitEnd(destroy).path("status").asText()).isEqualTo("succeeded");
      assertThatThrownBy(() -> temporal.runSchedule(schedule(name)))
          .isInstanceOf(ScheduleException.class);
    }
  }

  private static String schedule(String name) {
    return "drift/000000000000/us-east-1/" + TinyAgent.stack(name);
  }

  private static void deploy(String name, String words, Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, Agents.saying(words), more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
  }

  private static void approve(String id, JsonNode view) {
    String changeSet = view.path("plan").path("change_set_id").asText();
    Answer answer =
        SHARED.api().post("/deployments/" + id + "/approve", Map.of("change_set_id", changeSet));
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    if (!view.path("plan").path("voided").isObject()) {
      Waiting.until(
          "another plan",
          Duration.ofMinutes(1),
          () ->
              !changeSet.equals(SHARED.api().view(id).path("plan").path("change_set_id").asText()));
    }
  }

  private static JsonNode drift(String agent, Map<String, ?> request) {
    Answer answer = SHARED.api().post(agent + "/drift", request);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.body();
  }

  private static void changeStackByHand(String name, String memory) {
    String stack = TinyAgent.stack(name);
    var stacks = SHARED.world().stacks;
    var parameters =
        stacks
            .describeStacks(request -> request.stackName(stack))
            .stacks()
            .getFirst()
            .parameters()
            .stream()
            .map(value -> changed(value, memory))
            .toList();
    stacks.updateStack(
        request ->
            request
                .stackName(stack)
                .usePreviousTemplate(true)
                .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .parameters(parameters));
    stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName(stack));
  }

  private static Parameter changed(Parameter value, String memory) {
    var same = Parameter.builder().parameterKey(value.parameterKey());
    return value.parameterKey().equals("MemorySize")
        ? same.parameterValue(memory).build()
        : same.usePreviousValue(true).build();
  }

  private static String parameter(JsonNode view, String name) {
    return StreamSupport.stream(view.path("plan").path("parameters").spliterator(), false)
        .filter(difference -> difference.path("name").asText().equals(name))
        .map(d -> d.path("from").asText() + " to " + d.path("to").asText())
        .findFirst()
        .orElse("no " + name + " in " + view.path("plan"));
  }

  private static List<String> logicalIds(JsonNode view) {
    return view.path("plan").path("changes").findValuesAsText("logical_id");
  }

  private static List<String> findings(JsonNode report) {
    return report.path("findings").findValuesAsText("what");
  }
}
