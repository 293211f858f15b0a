package dev.slipway.starter.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Role;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.RunningStarter.Route;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The starter's own calls, and what they show to whom. */
class RoleMatrixTest extends RoleMatrix {
  RoleMatrixTest() {
    super(CallTable.STARTER);
  }

  @Test
  void theRefusalNamesTheRole() {
    Reply refused =
        call(
            new Route("POST", "/api/v1/deployments/{id}/cancel"),
            People.bearer(storage(), subject(Role.VIEWER, Scope.ALL)));

    assertThat(refused.text("detail")).contains("role deployer", "viewer-all has: viewer");
  }

  @Test
  void listsShowWhatOneMaySee() {
    assertThat(list("/api/v1/agents", Scope.THIS)).contains("strands-agent-weather");
    assertThat(list("/api/v1/agents", Scope.ANOTHER)).doesNotContain("strands-agent-weather");
    assertThat(list("/api/v1/deployments", Scope.THIS)).contains("d-weather");
    assertThat(list("/api/v1/deployments", Scope.ANOTHER)).doesNotContain("d-weather");
    assertThat(list("/api/v1/deployments", Scope.ANOTHER_REGION)).doesNotContain("d-weather");
    assertThat(list("/", Scope.THIS)).contains("d-weather");
    assertThat(list("/", Scope.ANOTHER)).doesNotContain("d-weather");
    assertThat(list("/agents", Scope.ANOTHER)).doesNotContain("strands-agent-weather");
    assertThat(list("/agents", Scope.THIS_ACCOUNT)).contains("strands-agent-weather");
    assertThat(list("/agents", Scope.ANOTHER_ACCOUNT)).doesNotContain("strands-agent-weather");
    assertThat(list("/", Scope.ANOTHER_ACCOUNT)).doesNotContain("d-weather");
  }

  private String list(String path, Scope scope) {
    String bearer = People.bearer(storage(), subject(Role.VIEWER, scope));
    return call(new Route("GET", path), bearer).body();
  }

  /** Its address names no agent, so it is judged by the deployment that it is filled in from. */
  @Test
  void theFormIsFilledInFromWhatOneMaySee_only() {
    assertThat(prefilled(Scope.THIS).body()).contains("weather");
    assertThat(prefilled(Scope.ANOTHER).status()).isEqualTo(404);
    assertThat(prefilled(Scope.ANOTHER).body()).contains("There is no deployment");
    assertThat(prefilled(Scope.ANOTHER_REGION).status()).isEqualTo(404);
  }

  private Reply prefilled(Scope scope) {
    String bearer = People.bearer(storage(), subject(Role.DEPLOYER, scope));
    return starter().send("GET", "/new?from=d-weather", new byte[0], "Authorization", bearer);
  }

  @Test
  void thePageOffersWhatOneMayDo() {
    String deployer = page(Role.DEPLOYER);
    String operator = page(Role.OPERATOR);

    assertThat(page(Role.VIEWER)).doesNotContain("/destroy", "/ttl", "/invoke", "/new?from=");
    assertThat(deployer).contains("/new?from=").doesNotContain("/destroy", "/invoke");
    assertThat(operator).contains("/destroy", "/ttl", "/invoke").doesNotContain("/new?from=");
    assertThat(page(Role.ADMIN)).contains("/destroy", "/new?from=");
  }

  private String page(Role role) {
    String bearer = People.bearer(storage(), subject(role, Scope.THIS));
    return call(new Route("GET", "/agents/{region}/{stackName}"), bearer).body();
  }

  @Test
  void deployingIsJudgedForTheAgentInTheBody() {
    assertThat(deploy("other", Scope.ANOTHER).status()).isEqualTo(202);
    Reply refused = deploy("weather", Scope.ANOTHER);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("deployer", "us-east-1/");
  }

  private Reply deploy(String function, Scope scope) {
    String body =
        """
        {"function_name":"%s","stack_name":"%s","code":"def main(p): return p"}"""
            .formatted(function, function);
    return starter()
        .send(
            "POST",
            "/api/v1/deployments",
            body.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Authorization",
            People.bearer(storage(), subject(Role.DEPLOYER, scope)));
  }
}
