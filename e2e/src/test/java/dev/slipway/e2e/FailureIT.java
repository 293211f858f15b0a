package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.SharedStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failed deployment explains itself, leaves nothing behind and harms nothing of others. */
class FailureIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @Test
  void nameOfAnotherStacksFunction_failsExplained_andTheOtherAgentStillAnswers() {
    deploy("owner", Agents.saying("mine"), Map.of());
    Set<String> before = SHARED.world().thingsNamed("owner");

    JsonNode view =
        fail(
            "owner",
            Agents.saying("stolen"),
            Map.of("stack_name", "intruder", "api_keys", Map.of("A_KEY", "a-value")));

    JsonNode failure = view.path("failure");
    assertThat(failure.path("type").asText()).isEqualTo("NameTaken");
    assertThat(failure.path("class").asText()).isEqualTo("stack");
    assertThat(failure.path("evidence").toString()).contains("strands-agent-owner");
    assertThat(failure.path("next_action").asText()).isNotBlank();
    assertThat(SHARED.world().thingsNamed("intruder")).isEmpty();
    assertThat(SHARED.world().thingsNamed("owner")).isEqualTo(before);
    assertThat(Agents.ask(SHARED.api(), "owner")).isEqualTo("mine");
  }

  /**
   * The name is free when it is checked and taken when the plan is executed. What CloudFormation
   * does then cannot be tested here: the emulator, unlike AWS, overwrites the existing function and
   * deletes it when it rolls back.
   */
  @Test
  void nameTakenMeanwhile_failsExplained_andOurUndoClaimsNothingOfTheOtherAgent() {
    String late =
        SHARED
            .api()
            .deploy(
                "raced",
                Agents.saying("late"),
                Map.of("stack_name", "latecomer", "approval", "required"));
    SHARED.api().awaitStatus(late, Set.of("awaiting_approval", "failed"));
    deploy("raced", Agents.saying("early"), Map.of());

    SHARED.api().post("/deployments/" + late + "/approve", Map.of("reason", "try"));
    JsonNode view = SHARED.api().awaitEnd(late);

    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("failed");
    assertThat(view.path("failure").path("type").asText()).isEqualTo("NameTaken");
    assertThat(actions(view, "AWS::Lambda::Function")).as("%s", view).isEmpty();
    assertThat(actions(view, "AWS::Logs::LogGroup")).as("%s", view).isEmpty();
    assertThat(SHARED.world().thingsNamed("latecomer")).isEmpty();
    assertThat(SHARED.world().thingsNamed("raced")).contains("stack strands-agent-raced");
  }

  @Test
  void firstDeploymentThatDoesNotAnswer_leavesNothing() {
    JsonNode view =
        fail(
            "stillborn",
            Agents.running("raise RuntimeError('out of coffee')"),
            Map.of("api_keys", Map.of("A_KEY", "a-value")));

    assertThat(view.path("failure").path("type").asText()).isEqualTo("AgentFailed");
    assertThat(view.path("failure").path("class").asText()).isEqualTo("user_code");
    assertThat(view.path("failure").path("step").asText()).isEqualTo("smokeTest");
    assertThat(view.path("failure").path("evidence").toString())
        .contains("RuntimeError: out of coffee");
    assertThat(actions(view, "stack")).containsExactly("deleted");
    assertThat(actions(view, "AWS::Lambda::Function")).containsExactly("deleted");
    assertThat(actions(view, "secret")).containsExactly("deleted");
    assertThat(SHARED.world().thingsNamed("stillborn")).isEmpty();
  }

  @Test
  void updateThatDoesNotAnswer_isRolledBack() {
    deploy("steady", Agents.saying("good old"), Map.of());

    JsonNode view = fail("steady", Agents.running("raise RuntimeError('broken')"), Map.of());

    assertThat(view.path("failure").path("type").asText()).isEqualTo("AgentFailed");
    assertThat(actions(view, "stack")).containsExactly("pre_existing");
    assertThat(Agents.ask(SHARED.api(), "steady")).isEqualTo("good old");

    JsonNode unexpected =
        fail(
            "steady",
            Agents.saying("bad new"),
            Map.of("smoke_test", Map.of("expectation", "good")));

    assertThat(unexpected.path("failure").path("type").asText()).isEqualTo("AgentAnswerUnexpected");
    assertThat(unexpected.path("failure").path("evidence").toString())
        .contains("bad new")
        .contains("good");
    assertThat(actions(unexpected, "stack")).containsExactly("pre_existing");
    assertThat(Agents.ask(SHARED.api(), "steady")).isEqualTo("good old");
    JsonNode agent = SHARED.api().get("/agents/us-east-1/strands-agent-steady").body();
    assertThat(agent.path("live").path("number").asInt()).isEqualTo(1);
  }

  @Test
  void updateThatCannotBeBuilt_neverTouchesTheLiveAgent() {
    deploy("calm", Agents.saying("calm"), Map.of());
    Set<String> before = SHARED.world().thingsNamed("calm");

    String id =
        SHARED
            .api()
            .deploy(
                "calm",
                Agents.saying("never"),
                Map.of("requirements", List.of("strands-agents==0.0.0.1")));
    var heard = new ArrayList<String>();
    while (!Set.of("succeeded", "failed").contains(SHARED.api().view(id).path("status").asText())) {
      heard.add(Agents.ask(SHARED.api(), "calm"));
    }
    heard.add(Agents.ask(SHARED.api(), "calm"));

    assertThat(heard).hasSizeGreaterThan(1).containsOnly("calm");
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("failure").path("class").asText()).isEqualTo("dependency");
    assertThat(view.path("failure").path("evidence").toString()).contains("strands-agents");
    assertThat(SHARED.world().thingsNamed("calm")).isEqualTo(before);
  }

  private static void deploy(String name, String code, Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, code, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
  }

  private static JsonNode fail(String name, String code, Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, code, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("failed");
    assertThat(view.path("failure").path("evidence")).as("%s", view).isNotEmpty();
    assertThat(view.path("failure").path("next_action").asText()).isNotBlank();
    return view;
  }

  /** What the ledger says about one kind of resource. */
  private static List<String> actions(JsonNode view, String resource) {
    var actions = new ArrayList<String>();
    view.path("compensation")
        .forEach(
            entry -> {
              if (entry.path("resource").asText().equals(resource)) {
                actions.add(entry.path("action").asText());
              }
            });
    return actions;
  }
}
