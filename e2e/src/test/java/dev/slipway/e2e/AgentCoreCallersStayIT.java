package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.SharedStack;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.GetAgentRuntimeResponse;

/**
 * What serves an agent's callers on AgentCore stays, or nothing does: never what was not tested.
 */
class AgentCoreCallersStayIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String CRASHES = "def main(prompt):\n    raise ValueError('no tea')\n";

  private static String saying(String answer) {
    return "def main(prompt):\n    return '%s'\n".formatted(answer);
  }

  @Test
  void codeThatNoOneApproved_waitsForApproval_thoughTheStackStays() {
    String name = "stays-approved";
    succeeded(deploy(name, saying("one"), Map.of()));
    String id = deploy(name, CRASHES, Map.of("approval", "required", "on_failure", "park"));
    SHARED.api().awaitStatus(id, Set.of("awaiting_approval"));
    decide(id, "approve", Map.of("reason", "looks well"));
    SHARED.api().awaitStatus(id, Set.of("parked"));

    decide(id, "retry", Map.of("reason", "mended", "patch", Map.of("code", saying("two"))));

    JsonNode waits = SHARED.api().awaitStatus(id, Set.of("awaiting_approval", "succeeded"));
    assertThat(waits.path("status").asText()).as("%s", waits).isEqualTo("awaiting_approval");
    assertThat(ask(name)).isEqualTo("one");
    decide(id, "approve", Map.of("reason", "so does this"));
    succeeded(id);
    assertThat(ask(name)).isEqualTo("two");
  }

  @Test
  void failedVersionOfANewRuntime_isNotTakenForTheOneBefore() {
    String name = "stays-deleted";
    succeeded(deploy(name, saying("one"), Map.of()));
    String id = deploy(name, CRASHES, Map.of("on_failure", "park"));
    SHARED.api().awaitStatus(id, Set.of("parked"));
    deleteRuntime(name);
    decide(id, "retry", Map.of("reason", "again"));
    SHARED.api().awaitStatus(id, Set.of("running"));
    SHARED.api().awaitStatus(id, Set.of("parked"));
    assertThat(reading(name).endpoints()).containsKey("candidate");

    decide(id, "abort", Map.of("reason", "enough"));

    assertThat(SHARED.api().awaitEnd(id).path("status").asText()).isEqualTo("canceled");
    assertThat(reading(name).id()).isEmpty();
  }

  @Test
  void runtimeOfAnotherName_isRefused_andNothingIsMade() {
    String name = "stays-renamed";
    succeeded(deploy(name, saying("one"), Map.of()));

    String id = deploy("stays-other", saying("two"), Map.of("stack_name", TinyAgent.stack(name)));

    JsonNode refused = SHARED.api().awaitEnd(id);
    assertThat(refused.path("failure").path("type").asText())
        .as("%s", refused)
        .isEqualTo("NameTaken");
    assertThat(reading("stays-other").id()).isEmpty();
    assertThat(ask(name)).isEqualTo("one");
  }

  @Test
  void roleOfWhatServesCallers_stays_whenAnotherIsGiven() {
    String name = "stays-role";
    succeeded(deploy(name, saying("one"), Map.of()));
    String role = live(name).roleArn();

    JsonNode failed =
        SHARED.api().awaitEnd(deploy(name, CRASHES, Map.of("execution_role", givenRole())));

    assertThat(failed.path("failure").path("type").asText())
        .as("%s", failed)
        .isEqualTo("AgentFailed");
    assertThat(live(name).roleArn()).isEqualTo(role);
    assertThat(SHARED.world().roles.getRole(r -> r.roleName(last(role))).role().arn())
        .isEqualTo(role);

    succeeded(deploy(name, saying("two"), Map.of("execution_role", givenRole())));
    assertThat(live(name).roleArn()).isEqualTo(givenRole());
    succeeded(accepted(SHARED.api().delete(agent(name))));
    assertThat(SHARED.world().thingsNamed(name)).isEmpty();
  }

  @Test
  void keysOfTheVersionBefore_canBeReadUntilTheNewOneServes() {
    String name = "stays-keys";
    succeeded(deploy(name, saying("one"), Map.of("api_keys", Map.of("TEA_KEY", "earl"))));
    JsonNode failed =
        SHARED
            .api()
            .awaitEnd(
                deploy(
                    name,
                    CRASHES,
                    Map.of("api_keys", Map.of("TEA_KEY", "grey"), "on_failure", "keep")));
    assertThat(failed.path("status").asText()).isEqualTo("failed");

    String role = last(live(name).roleArn());
    String secret = live(name).environmentVariables().get("SLIPWAY_SECRET_ARN");
    String rights =
        SHARED
            .world()
            .roles
            .getRolePolicy(r -> r.roleName(role).policyName("agent-rights"))
            .policyDocument();
    assertThat(secret).contains("secret:slipway/" + TinyAgent.stack(name) + "/");
    assertThat(URLDecoder.decode(rights, StandardCharsets.UTF_8))
        .contains(":secret:slipway/" + TinyAgent.stack(name) + "/*");
  }

  @Test
  void protectedStack_keepsItsRuntime() {
    String name = "stays-protected";
    succeeded(deploy(name, saying("one"), Map.of()));
    protect(name, true);

    JsonNode refused = SHARED.api().awaitEnd(accepted(SHARED.api().delete(agent(name))));

    assertThat(refused.path("failure").path("type").asText())
        .as("%s", refused)
        .isEqualTo("StackBroken");
    assertThat(ask(name)).isEqualTo("one");
    protect(name, false);
    succeeded(accepted(SHARED.api().delete(agent(name))));
    assertThat(reading(name).id()).isEmpty();
  }

  private static void protect(String name, boolean on) {
    SHARED
        .world()
        .stacks
        .updateTerminationProtection(
            request -> request.stackName(TinyAgent.stack(name)).enableTerminationProtection(on));
  }

  private static String givenRole() {
    String name = "stays-given";
    var roles = SHARED.world().roles;
    if (roles.listRoles().roles().stream().noneMatch(role -> role.roleName().equals(name))) {
      roles.createRole(
          request ->
              request
                  .roleName(name)
                  .assumeRolePolicyDocument(
                      """
                      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                       "Principal": {"Service": "bedrock-agentcore.amazonaws.com"},
                       "Action": "sts:AssumeRole"}]}"""));
      roles.putRolePolicy(
          request ->
              request
                  .roleName(name)
                  .policyName("all")
                  .policyDocument(
                      """
                      {"Version": "2012-10-17",
                       "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"""));
    }
    return roles.getRole(request -> request.roleName(name)).role().arn();
  }

  private static void deleteRuntime(String name) {
    var runtimes = SHARED.world().runtimes;
    String id = reading(name).id().orElseThrow();
    for (String endpoint : List.of("candidate", "live")) {
      if (reading(name).endpoints().containsKey(endpoint)) {
        runtimes.deleteAgentRuntimeEndpoint(
            request -> request.agentRuntimeId(id).endpointName(endpoint));
      }
    }
    runtimes.deleteAgentRuntime(request -> request.agentRuntimeId(id));
  }

  private static GetAgentRuntimeResponse live(String name) {
    String id = reading(name).id().orElseThrow();
    String version = reading(name).endpoints().get("live");
    return SHARED
        .world()
        .runtimes
        .getAgentRuntime(request -> request.agentRuntimeId(id).agentRuntimeVersion(version));
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static RuntimeReading reading(String name) {
    return new RuntimeReading(SHARED.world(), name);
  }

  private static String deploy(String name, String code, Map<String, ?> more) {
    var wanted = new HashMap<String, Object>(more);
    wanted.put("deployment_type", "agentcore");
    wanted.put("runtime", "auto");
    return SHARED.api().deploy(name, code, wanted);
  }

  private static void decide(String id, String verb, Map<String, ?> body) {
    Answer answer = SHARED.api().post("/deployments/" + id + "/" + verb, body);
    assertThat(answer.status()).as("%s: %s", verb, answer).isBetween(200, 202);
  }

  private static String accepted(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().path("deployment_id").asText();
  }

  private static JsonNode succeeded(String id) {
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    return view;
  }

  private static String agent(String name) {
    return "/agents/us-east-1/" + TinyAgent.stack(name);
  }

  private static String ask(String name) {
    Answer answer = SHARED.api().invoke(TinyAgent.stack(name), Map.of("prompt", "Hello?"));
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    return answer.body().path("response").path("response").asText();
  }
}
