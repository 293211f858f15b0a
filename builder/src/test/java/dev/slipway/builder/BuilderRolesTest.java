package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.Role;
import dev.slipway.starter.access.CallTable;
import dev.slipway.starter.access.RoleMatrix;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.RunningStarter.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The builder's calls beside the starter's, as the delivered server has them. */
class BuilderRolesTest extends RoleMatrix {
  private static final CallTable BUILDER =
      new CallTable(
          List.of("GET /health"),
          List.of(),
          Map.of(
              Role.VIEWER,
              List.of(
                  "GET /api/deploy/types",
                  "GET /api/deploy/health",
                  "GET /api/deploy/list",
                  "GET /api/deploy/status/{id}",
                  "GET /api/deployment-history",
                  "GET /api/deployment-history/{id}"),
              Role.DEPLOYER,
              List.of(
                  "POST /api/deploy",
                  "POST /api/deploy/",
                  "POST /api/deploy/lambda",
                  "POST /api/deploy/agentcore",
                  "POST /api/deploy/ecs-fargate",
                  "POST /api/deployment-history",
                  "DELETE /api/deploy/{id}",
                  "DELETE /api/deployment-history/{id}"),
              Role.OPERATOR,
              List.of(
                  "POST /api/deploy/agentcore/invoke",
                  "DELETE /api/deploy/agentcore/{agentRuntimeArn}",
                  "POST /api/deploy/lambda/invoke-url",
                  "POST /api/deploy/lambda/invoke-url/stream",
                  // The agent called '1' does not exist; for those that do, see below.
                  "DELETE /api/deploy/lambda/{functionName}")));

  BuilderRolesTest() {
    super(CallTable.STARTER.and(BUILDER));
  }

  private Reply send(Role role, Scope scope, String method, String path, String body) {
    return starter()
        .send(
            method,
            path,
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Authorization",
            People.bearer(storage(), subject(role, scope)));
  }

  /** Its address has the function's name and no stack, so it is judged by the agent it finds. */
  @Test
  void deletingIsJudgedForTheAgentThatTheNameFinds() {
    Map<String, Integer> wrong = new TreeMap<>();
    for (Role role : Role.values()) {
      for (Scope scope : Scope.values()) {
        String name = "wea-%s".formatted(subject(role, scope)).replace('_', '-');
        deploy(name);
        Reply reply = send(role, scope, "DELETE", "/api/deploy/lambda/" + name, "");
        int expected = !role.includes(Role.OPERATOR) ? 403 : scope.covers() ? 200 : 404;
        if (reply.status() != expected) {
          wrong.put("%s (expected: %d)".formatted(name, expected), reply.status());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private void deploy(String name) {
    Reply deployed =
        starter()
            .post(
                "/api/deploy/lambda",
                """
                {"function_name":"%s","code":"def main(p): return p"}"""
                    .formatted(name));
    assertThat(deployed.text("success")).as(deployed.body()).isEqualTo("true");
  }

  /** It shows every deployment, so it is for those who may see them all. */
  @Test
  void progressOfAllDeployments_isForThoseWhoSeeThemAll() {
    for (Role role : Role.values()) {
      for (Scope scope : Scope.values()) {
        int status = send(role, scope, "GET", "/ws", "").status();
        if (scope == Scope.ALL) {
          // A plain GET is no handshake, but it was let through.
          assertThat(status).as(subject(role, scope)).isEqualTo(400);
        } else {
          assertThat(status).as(subject(role, scope)).isEqualTo(403);
        }
      }
    }
    assertThat(call(new Route("GET", "/ws"), null).status()).isEqualTo(401);
  }

  @Test
  void listsShowWhatOneMaySee() {
    for (String list : List.of("/api/deploy/list", "/api/deployment-history?limit=100")) {
      for (Scope scope : Scope.values()) {
        String body = send(Role.VIEWER, scope, "GET", list, "").body();
        assertThat(body.contains("d-weather")).as("%s %s", list, scope).isEqualTo(scope.covers());
      }
    }
  }

  @Test
  void whatABodyNames_isJudgedToo() {
    for (Scope scope : Scope.values()) {
      String deploy =
          """
          {"function_name":"weather","code":"def broken(","region":"us-east-1"}""";
      assertThat(send(Role.DEPLOYER, scope, "POST", "/api/deploy/lambda", deploy).status())
          .as("deploy %s", scope)
          .isEqualTo(scope.covers() ? 422 : 403);
      String save = "{\"deployment_id\":\"d-weather\"}";
      assertThat(send(Role.DEPLOYER, scope, "POST", "/api/deployment-history", save).status())
          .as("save %s", scope)
          .isEqualTo(scope.covers() ? 200 : 404);
    }
  }

  /** How many deployments are in progress is known by what one may see of them. */
  @Test
  void openDeploymentsOfOthers_areNotCounted() {
    starter()
        .post(
            "/api/v1/deployments",
            """
            {"deployment_id":"d-open","function_name":"wea-open","approval":"required",
             "code":"def main(p): return p"}""");
    await()
        .untilAsserted(
            () ->
                assertThat(starter().get("/api/v1/deployments/d-open").text("status"))
                    .isEqualTo("awaiting_approval"));

    for (Scope scope : Scope.values()) {
      String count =
          send(Role.VIEWER, scope, "GET", "/api/deploy/health", "").text("active_deployments");
      assertThat(Integer.parseInt(count) > 0)
          .as(scope.name().toLowerCase(Locale.ROOT))
          .isEqualTo(scope.covers());
    }
  }
}
