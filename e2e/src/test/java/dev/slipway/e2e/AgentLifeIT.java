package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From first deployment to destruction: real agents with real tools. */
@TestMethodOrder(OrderAnnotation.class)
class AgentLifeIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String MARKER = "second edition: ";
  private static final String SHORT = "life-short";
  private static final String SHORT_AGENT = "/agents/us-east-1/" + TinyAgent.stack(SHORT);

  private static Instant shortLifeEnds = Instant.MAX;

  /** Its minute passes while the other tests run. */
  @BeforeAll
  static void oneThatEndsByItself_isGivenMoreTime() {
    deploy(SHORT, Agents.saying("briefly"), Map.of("ttl", "1m"));
    Instant before = expiry(SHARED.api().get(SHORT_AGENT).body());
    Answer extended =
        SHARED.api().post(SHORT_AGENT + "/ttl", Map.of("ttl", "1m", "reason", "one more look"));
    assertThat(extended.status()).as("%s", extended).isEqualTo(200);
    shortLifeEnds = expiry(SHARED.api().get(SHORT_AGENT).body());
    assertThat(shortLifeEnds).isAfter(before);
  }

  private static Instant expiry(JsonNode agent) {
    return Instant.parse(agent.path("expires_at").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "01_single_current_time.py, str(response)",
    "02_single_studio_contract.py, str(response)",
    "03_custom_tools.py, str(response)",
    "16_name_clashes_kwonly.py, str(r)"
  })
  void agent_goesLiveAnswersIsUpdatedAndIsDestroyed(String sample, String reply) {
    String name = "life-" + sample.substring(0, 2);
    String code = Ground.sample(sample);

    JsonNode first = deploy(name, code, Map.of("api_keys", Map.of("LIFE_KEY", "k-" + name)));
    assertThat(first.path("revision").asInt()).isEqualTo(1);
    assertThat(first.path("outputs").path("function_arn").asText()).contains(":function:" + name);
    assertAnswers(name, false);

    JsonNode second = deploy(name, code.replace(reply, "\"" + MARKER + "\" + " + reply), Map.of());
    assertThat(second.path("revision").asInt()).isEqualTo(2);
    assertAnswers(name, true);
    assertRightsOfTheFirstLasted(TinyAgent.stack(name));
    assertThat(SHARED.world().thingsNamed(name))
        .anyMatch(thing -> thing.startsWith("stack "))
        .anyMatch(thing -> thing.startsWith("function "))
        .anyMatch(thing -> thing.startsWith("layer "))
        .anyMatch(thing -> thing.startsWith("role "))
        .anyMatch(thing -> thing.startsWith("logs "))
        .anyMatch(thing -> thing.startsWith("secret "))
        .anyMatch(thing -> thing.startsWith("object agents/"));

    destroy(name);
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
    assertThat(SHARED.api().get("/agents/us-east-1/strands-agent-" + name).status()).isEqualTo(404);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void expiredAgent_isDestroyedAutomatically_notBefore() {
    Waiting.until(
        "the end of " + SHORT,
        Duration.ofMinutes(2),
        () -> SHARED.api().get(SHORT_AGENT).status() == 404);

    JsonNode destroy = lastDeploymentOf(SHORT);
    assertThat(destroy.path("requested_by").asText()).isEqualTo("slipway (ttl)");
    assertThat(destroy.path("reason").asText())
        .contains("as set by " + Ground.OWNER + " (one more look)");
    assertThat(Instant.parse(destroy.path("created_at").asText())).isAfterOrEqualTo(shortLifeEnds);
    assertThat(SHARED.api().awaitEnd(destroy.path("deployment_id").asText()).path("status"))
        .hasToString("\"succeeded\"");
    assertThat(SHARED.world().thingsNamed(SHORT)).isEmpty();
  }

  private static JsonNode lastDeploymentOf(String name) {
    JsonNode newest = SHARED.api().get("/deployments?agent=" + name).body();
    return SHARED.api().view(newest.at("/deployments/0/deployment_id").asText());
  }

  private static JsonNode deploy(String name, String code, Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(name, code, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }

  private static void assertAnswers(String name, boolean changed) {
    for (String way : new String[] {"invoke", "url"}) {
      Answer answer =
          SHARED
              .api()
              .invoke("strands-agent-" + name, Map.of("prompt", "Who are you?", "via", way));
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
      String response = answer.body().path("response").toString();
      assertThat(response).contains("reply for prompt");
      assertThat(response.contains(MARKER)).as("%s: %s", way, response).isEqualTo(changed);
    }
  }

  /** The second revision may no longer read a key; the first could as long as it answered. */
  private static void assertRightsOfTheFirstLasted(String stack) {
    var rights =
        SHARED.world().events(stack).stream()
            .map(event -> event.resourceStatusAsString() + " " + event.logicalResourceId())
            .filter(
                event -> event.matches("\\w+_COMPLETE (AgentRights\\w+|AgentFunctionAliaslive)"))
            .toList();
    // The emulator reports no deletion; CloudFormation's comes last.
    assertThat(rights).as("the order of events").hasSize(4);
    assertThat(rights.get(0)).startsWith("CREATE_COMPLETE AgentRights");
    assertThat(rights.get(1)).isEqualTo("CREATE_COMPLETE AgentFunctionAliaslive");
    assertThat(rights.get(2))
        .contains(" AgentRights")
        .doesNotEndWith(rights.getFirst().replaceFirst(".* ", ""));
    assertThat(rights.get(3)).isEqualTo("UPDATE_COMPLETE AgentFunctionAliaslive");

    var iam = SHARED.world().roles;
    String role =
        SHARED
            .world()
            .stacks
            .describeStackResource(
                request -> request.stackName(stack).logicalResourceId("AgentRole"))
            .stackResourceDetail()
            .physicalResourceId();
    assertThat(iam.listRolePolicies(request -> request.roleName(role)).policyNames())
        .singleElement()
        .satisfies(
            name ->
                assertThat(
                        iam.getRolePolicy(request -> request.roleName(role).policyName(name))
                            .policyDocument())
                    .contains("bedrock", "logs")
                    .doesNotContain("secretsmanager"));
  }

  private static void destroy(String name) {
    Answer accepted = SHARED.api().delete("/agents/us-east-1/strands-agent-" + name);
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    JsonNode end = SHARED.api().awaitEnd(accepted.body().path("deployment_id").asText());
    assertThat(end.path("status").asText()).as("%s", end).isEqualTo("succeeded");
  }
}
