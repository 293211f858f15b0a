package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Attempts;
import dev.slipway.e2e.harness.FunctionUrl;
import dev.slipway.e2e.harness.StormyCloud;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AWS itself fails, with its own errors, and what happens to the deployments affected. */
class FaultsIT {
  /** More than the SDK's own three attempts, so that a whole attempt of the step fails. */
  private static final int LONGER_THAN_THE_SDK = 4;

  /** A fault at one operation of one deployment. */
  enum Weather {
    THROTTLED("CreateChangeSet", error("Throttling", 400, "Rate exceeded"), "Throttled"),
    ANSWERS_WITH_ERRORS(
        "CreateChangeSet", error("InternalFailure", 500, "We are sorry"), "AwsUnavailable"),
    HANGS_UP_BEFORE_THE_PLAN("CreateChangeSet", Map.of("reset", true), "AwsUnavailable"),
    HANGS_UP_BEFORE_THE_DEPLOY("ExecuteChangeSet", Map.of("reset", true), "AwsUnavailable");

    private final String operation;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable
    private final Map<String, ?> fault;

    private final String type;

    Weather(String operation, Map<String, ?> fault, String type) {
      this.operation = operation;
      this.fault = fault;
      this.type = type;
    }

    String agent() {
      return "faults-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private static final String EXPIRED = "faults-expired";
  private static final String STEADY = "faults-steady";

  /** Asking a live agent takes seconds and proves nothing here. */
  private static final Map<String, ?> UNASKED = Map.of("smoke_test", "off");

  private static StormyCloud cloud;

  @BeforeAll
  static void deployIntoTheStorm() {
    cloud = StormyCloud.start();
    // The first one builds the layer for all.
    begin("faults-first", Agents.saying("first"), UNASKED);
    succeeded("faults-first");
    for (Weather weather : Weather.values()) {
      cloud
          .faults()
          .add(rule(weather.operation, weather.agent(), LONGER_THAN_THE_SDK, weather.fault));
      begin(weather.agent(), Agents.saying("here"), UNASKED);
    }
    cloud.faults().add(rule("ExecuteChangeSet", EXPIRED, 1, expired()));
    begin(EXPIRED, Agents.saying("never"), Map.of("api_keys", Map.of("A_KEY", "a-value")));
    begin(STEADY, Agents.saying("good old"), UNASKED);
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void transientFault_isRetriedAndTheDeploymentSucceedsWithOneOperation(Weather weather) {
    JsonNode view = cloud.api().awaitEnd(weather.agent());

    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    assertThat(Attempts.failures(view, "samDeploy"))
        .as(view.toPrettyString())
        .contains(weather.type);
    assertThat(cloud.world().operations(TinyAgent.stack(weather.agent())))
        .containsExactly("CREATE_IN_PROGRESS");
  }

  @Test
  void expiredCredentials_areExplainedAndNothingIsLeft() {
    JsonNode view = cloud.api().awaitEnd(EXPIRED);
    JsonNode failure = view.path("failure");
    assertThat(failure.path("type").asText()).as("%s", view).isEqualTo("CredentialsInvalid");
    assertThat(failure.path("class").asText()).isEqualTo("permission");
    assertThat(failure.path("evidence").toString()).contains("ExpiredToken");
    assertThat(failure.path("next_action").asText()).contains("credentials");
    assertThat(cloud.world().thingsNamed(EXPIRED)).isEmpty();
  }

  @Test
  void undoThatFails_isReportedAndRetriedByDestroying() {
    String name = "faults-undo";
    // Its keys are removed as well: what is denied here must not affect that.
    cloud.api().awaitEnd(EXPIRED);
    cloud.faults().add(rule("ExecuteChangeSet", name, 1, expired()));
    var denied = new HashMap<String, Object>(error("AccessDeniedException", 400, "Not now"));
    denied.put("service", "secretsmanager");
    denied.put("operation", "DeleteSecret");
    cloud.faults().add(denied);
    begin(name, Agents.saying("never"), Map.of("api_keys", Map.of("A_KEY", "a-value")));

    JsonNode view = cloud.api().awaitEnd(name);
    assertThat(view.path("status").asText()).isEqualTo("failed");
    assertThat(view.path("compensation").toString()).contains("\"action\":\"failed\"");
    assertThat(cloud.world().thingsNamed(name)).hasSize(1).first().asString().contains("secret");

    cloud.faults().clear("secretsmanager");
    var accepted = cloud.api().delete("/agents/us-east-1/" + TinyAgent.stack(name));
    assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
    succeeded(accepted.body().path("deployment_id").asText());
    assertThat(cloud.world().thingsNamed(name)).isEmpty();
  }

  @Test
  void permissionWithdrawnMeanwhile_parks_andAfterGrantingItRetryFinishesWithoutRebuilding() {
    String name = "faults-denied";
    begin(
        name,
        Agents.saying("granted"),
        Map.of("on_failure", "park", "approval", "required", "smoke_test", "off"));
    cloud.api().awaitStatus(name, Set.of("awaiting_approval", "failed"));
    cloud.allowAllBut("cloudformation:ExecuteChangeSet");
    decide(name, "approve");

    JsonNode parked = cloud.api().awaitStatus(name, Set.of("parked", "failed", "succeeded"));
    assertThat(parked.path("status").asText()).as("%s", parked).isEqualTo("parked");
    JsonNode failure = parked.path("failure");
    assertThat(failure.path("type").asText()).as("%s", failure).isEqualTo("AccessDenied");
    assertThat(failure.path("message").asText()).contains("cloudformation:ExecuteChangeSet");
    assertThat(failure.path("evidence").get(0).asText())
        .contains("\"Effect\":\"Allow\"", "\"Action\":\"cloudformation:ExecuteChangeSet\"");
    assertThat(failure.path("next_action").asText())
        .contains("to a policy of the deploying identity, then retry");

    cloud.allowAllBut("none:AtAll");
    decide(name, "retry");
    JsonNode view = succeeded(name);
    assertThat(Attempts.of(view, "samBuild")).as("%s", view).hasSize(1);
    assertThat(cloud.world().operations(TinyAgent.stack(name)))
        .containsExactly("CREATE_IN_PROGRESS");
  }

  @Test
  void updateThatFailsInCloudFormation_neverSilencesTheLiveAgent() {
    String name = STEADY;
    JsonNode live = succeeded(name);
    String url = live.path("outputs").path("function_url").asText();
    cloud.plantResourceThatNeverComes(name);
    String update = name + "-2";
    cloud.api().deploy(name, Agents.saying("brave new"), Map.of("deployment_id", update));

    var heard = new ArrayList<String>();
    try (var users = new FunctionUrl(cloud.emulator().address(), url)) {
      while (!cloud.api().view(update).path("status").asText().matches("failed|succeeded")) {
        heard.add(users.ask());
      }
      heard.add(users.ask());
    }

    JsonNode view = cloud.api().awaitEnd(update);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("failed");
    assertThat(view.path("failure").path("type").asText()).isEqualTo("StackFailed");
    assertThat(view.path("failure").path("evidence").toString()).contains("Never");
    assertThat(heard)
        .hasSizeGreaterThan(1)
        .allSatisfy(answer -> assertThat(answer).startsWith("200 ").contains("good old"));
    assertThat(cloud.world().operations(TinyAgent.stack(name)))
        .containsExactly("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");
  }

  private static Map<String, ?> rule(
      String operation, String name, int times, Map<String, ?> fault) {
    var rule = new HashMap<String, Object>(fault);
    rule.put("service", "cloudformation");
    rule.put("operation", operation);
    rule.put("body", "contains(StackName, '%s')".formatted(TinyAgent.stack(name)));
    rule.put("times", times);
    return rule;
  }

  private static Map<String, ?> error(String code, int status, String message) {
    return Map.of("error", Map.of("code", code, "status", status, "message", message));
  }

  private static Map<String, ?> expired() {
    return error("ExpiredToken", 403, "The security token included in the request is expired");
  }

  /** The deployment's id is the agent's name. */
  private static void begin(String name, String code, Map<String, ?> more) {
    var wanted = new HashMap<String, Object>(more);
    wanted.put("deployment_id", name);
    cloud.api().deploy(name, code, wanted);
  }

  private static JsonNode succeeded(String name) {
    JsonNode view = cloud.api().awaitEnd(name);
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    return view;
  }

  private static void decide(String id, String verb) {
    var answer =
        cloud.api().post("/deployments/%s/%s".formatted(id, verb), Map.of("reason", "tried it"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
  }
}
