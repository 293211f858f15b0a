package dev.slipway.starter.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.Role;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.RunningStarter.Route;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the server, by everybody: each role, for all agents, for this one, for another. */
class RoleMatrixTest {
  /** Nobody needs a role for these; the others are below, by the role they need. */
  private static final List<String> WITHOUT_ROLE =
      List.of(
          "GET /api/v1/whoami",
          "GET /api/v1/tokens",
          "POST /api/v1/tokens",
          "DELETE /api/v1/tokens/{tokenId}",
          "POST /api/v1/page-links",
          "POST /api/v1/tickets",
          "GET /login/cli",
          "POST /login/cli");

  /** Nobody even needs to sign in for these. */
  private static final List<String> WITHOUT_SIGN_IN =
      List.of(
          "GET /sign-in",
          "POST /sign-in",
          "GET /sign-in/with",
          "POST /sign-in/out",
          "POST /api/v1/login/exchange");

  private static final Map<Role, List<String>> BY_ROLE =
      Map.of(
          Role.VIEWER,
          List.of(
              "GET /",
              "GET /agents",
              "GET /agents/{region}/{stackName}",
              "GET /agents/{region}/{stackName}/cost",
              "GET /deployments/{id}",
              "GET /foot",
              "GET /api/v1/agents",
              "GET /api/v1/agents/{region}/{stackName}",
              "GET /api/v1/agents/{region}/{stackName}/audit",
              "GET /api/v1/agents/{region}/{stackName}/audit/{sequence}",
              "GET /api/v1/deployments",
              "GET /api/v1/deployments/{id}",
              "GET /api/v1/deployments/{id}/audit",
              "GET /api/v1/deployments/{id}/audit/objects/{sha256}",
              "GET /api/v1/deployments/{id}/events",
              "GET /api/v1/deployments/{id}/logs",
              "GET /api/v1/health",
              "GET /api/v1/policy",
              "POST /api/v1/estimate"),
          Role.DEPLOYER,
          List.of(
              "GET /new",
              "POST /new",
              "POST /new/check",
              "GET /deployments/{id}/fix",
              "POST /deployments/{id}/cancel",
              "POST /deployments/{id}/retry",
              "POST /deployments/{id}/abort",
              "POST /agents/{region}/{stackName}/rollback",
              "POST /agents/{region}/{stackName}/redeploy",
              "POST /api/v1/check",
              "POST /api/v1/deployments",
              "POST /api/v1/deployments/{id}/cancel",
              "POST /api/v1/deployments/{id}/retry",
              "POST /api/v1/deployments/{id}/abort",
              "POST /api/v1/agents/{region}/{stackName}/rollback",
              "POST /api/v1/agents/{region}/{stackName}/redeploy"),
          Role.APPROVER,
          List.of(
              "POST /deployments/{id}/approve",
              "POST /deployments/{id}/reject",
              "POST /api/v1/deployments/{id}/approve",
              "POST /api/v1/deployments/{id}/reject"),
          Role.OPERATOR,
          List.of(
              "GET /agents/{region}/{stackName}/destroy",
              "GET /agents/{region}/{stackName}/destroy/preview",
              "POST /agents/{region}/{stackName}/destroy",
              "POST /agents/{region}/{stackName}/ttl",
              "POST /agents/{region}/{stackName}/drift",
              "POST /agents/{region}/{stackName}/invoke",
              "DELETE /api/v1/agents/{region}/{stackName}",
              "POST /api/v1/agents/{region}/{stackName}/ttl",
              "POST /api/v1/agents/{region}/{stackName}/drift",
              "POST /api/v1/agents/{region}/{stackName}/invoke",
              "GET /api/v1/agents/{region}/{stackName}/logs"),
          Role.ADMIN,
          List.of());

  /** Which agents somebody's role is for. */
  private enum Scope {
    ALL(""),
    THIS(", for: {agents: [strands-agent-wea*], regions: [us-east-1]}"),
    ANOTHER(", for: {agents: [other]}"),
    ANOTHER_REGION(", for: {agents: [strands-agent-weather], regions: [eu-*]}"),
    THIS_ACCOUNT(", for: {accounts: [own]}"),
    ANOTHER_ACCOUNT(", for: {agents: [strands-agent-weather], accounts: [prod]}");

    private final String grant;

    Scope(String grant) {
      this.grant = grant;
    }

    boolean covers() {
      return this == ALL || this == THIS || this == THIS_ACCOUNT;
    }
  }

  /** Too long to be accepted, so that what is let through changes nothing. */
  private static final String REASON = "r".repeat(600);

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;
  private static Map<String, Route> routes;
  private static String stack;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    StringBuilder policy =
        new StringBuilder(
            """
            sign_in: [{issuer: "%s", audience: slipway}]
            accounts: [{alias: prod, id: "222222222222", role: arn:aws:iam::222222222222:role/s}]
            grants:
            """
                .formatted(People.ISSUER));
    for (Role role : Role.values()) {
      for (Scope scope : Scope.values()) {
        policy.append(
            "  - {role: %s, to: {issuer: \"%s\", subjects: [%s]}%s}%n"
                .formatted(role.wireName(), People.ISSUER, subject(role, scope), scope.grant));
      }
    }
    storage = new FakeStorage();
    Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
    starter = RunningStarter.open(storage, "--slipway.policy=" + file);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    starter.post(
        "/api/v1/deployments",
        """
        {"deployment_id":"d-weather","function_name":"weather","code":"def main(p): return p"}""");
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/d-weather").text("status"))
                    .isEqualTo("succeeded"));
    stack = starter.get("/api/v1/deployments/d-weather").text("agent/stack_name");
    routes = findRoutes();
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static String subject(Role role, Scope scope) {
    return role.wireName() + "-" + scope.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static Reply call(Route route, @Nullable String bearer) {
    String path =
        route
            .pattern()
            .replace("{id}", "d-weather")
            .replace("{region}", "us-east-1")
            .replace("{stackName}", stack)
            .replaceAll("\\{[^}]+}", "1");
    boolean api = path.startsWith("/api");
    String body =
        switch (route.method()) {
          case "POST" -> api ? "{\"reason\":\"%s\"}".formatted(REASON) : "reason=" + REASON;
          default -> "";
        };
    String query = route.method().equals("DELETE") ? "?dry_run=perhaps" : "";
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Content-Type",
                api ? "application/json" : "application/x-www-form-urlencoded",
                "Authorization",
                bearer == null ? "" : bearer));
    if (bearer == null) {
      headers.set(2, "X-Nothing");
    }
    return starter.send(
        route.method(),
        path + query,
        body.getBytes(StandardCharsets.UTF_8),
        headers.toArray(String[]::new));
  }

  private static Route route(String call) {
    return Objects.requireNonNull(routes.get(call), call);
  }

  private static Map<String, Route> findRoutes() {
    Map<String, Route> routes = new TreeMap<>();
    starter
        .answers()
        .keySet()
        .forEach(route -> routes.put(route.method() + " " + route.pattern(), route));
    routes.keySet().removeIf(call -> call.contains("openapi.json"));
    return routes;
  }

  @Test
  void everyCallIsInThisTable() {
    List<String> table = new ArrayList<>(WITHOUT_ROLE);
    table.addAll(WITHOUT_SIGN_IN);
    BY_ROLE.values().forEach(table::addAll);

    assertThat(routes.keySet()).containsExactlyInAnyOrderElementsOf(table);
  }

  @Test
  void everyoneMayDoWhatTheirRoleAllows_forTheirAgents_andNothingElse() {
    Map<String, String> wrong = new TreeMap<>();
    int asked = 0;
    for (Role role : Role.values()) {
      for (Scope scope : Scope.values()) {
        String bearer = People.bearer(storage, subject(role, scope));
        for (var needed : BY_ROLE.entrySet()) {
          for (String call : needed.getValue()) {
            Reply reply = call(route(call), bearer);
            int expected = expected(role, scope, needed.getKey(), call);
            asked++;
            if (!isAsExpected(reply, expected)) {
              wrong.put(
                  subject(role, scope) + ": " + call,
                  "%d (expected: %s)"
                      .formatted(reply.status(), expected == 0 ? "let through" : expected));
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isEqualTo(30 * BY_ROLE.values().stream().mapToInt(List::size).sum());
  }

  /** The status of a refusal; 0 if there is none. */
  private static int expected(Role role, Scope scope, Role needed, String call) {
    if (!role.includes(needed)) {
      return 403;
    }
    boolean aboutAnAgent = call.contains("{id}") || call.contains("{stackName}");
    return aboutAnAgent && !scope.covers() ? 404 : 0;
  }

  private static boolean isAsExpected(Reply reply, int expected) {
    if (expected != 0) {
      return reply.status() == expected;
    }
    return switch (reply.status()) {
      case 401, 403, 500 -> false;
      // What is let through may not find an audit bundle or an object; an agent it finds.
      case 404 ->
          !reply.body().contains("There is no agent") && !reply.body().contains("no deployment");
      default -> true;
    };
  }

  @Test
  void strangersAreAskedToSignIn_wherever() {
    Map<String, Integer> answered = new TreeMap<>();
    routes.forEach(
        (call, route) -> {
          int status = call(route, null).status();
          if (!WITHOUT_SIGN_IN.contains(call) && status != 401) {
            answered.put(call, status);
          }
        });
    assertThat(answered).isEmpty();
  }

  @Test
  void whoHasNoRole_canSeeThatAndNoMore() {
    String bearer = People.bearer(storage, "nobody");
    assertThat(call(new Route("GET", "/api/v1/whoami"), bearer).names("roles")).isEmpty();
    BY_ROLE
        .values()
        .forEach(
            calls ->
                assertThat(calls)
                    .allSatisfy(
                        call ->
                            assertThat(call(route(call), bearer).status())
                                .as(call)
                                .isEqualTo(403)));
  }

  @Test
  void theRefusalNamesTheRole() {
    Reply refused =
        call(
            new Route("POST", "/api/v1/deployments/{id}/cancel"),
            People.bearer(storage, subject(Role.VIEWER, Scope.ALL)));

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

  private static String list(String path, Scope scope) {
    String bearer = People.bearer(storage, subject(Role.VIEWER, scope));
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

  private static Reply prefilled(Scope scope) {
    String bearer = People.bearer(storage, subject(Role.DEPLOYER, scope));
    return starter.send("GET", "/new?from=d-weather", new byte[0], "Authorization", bearer);
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

  private static String page(Role role) {
    String bearer = People.bearer(storage, subject(role, Scope.THIS));
    return call(new Route("GET", "/agents/{region}/{stackName}"), bearer).body();
  }

  @Test
  void deployingIsJudgedForTheAgentInTheBody() {
    assertThat(deploy("other", Scope.ANOTHER).status()).isEqualTo(202);
    Reply refused = deploy("weather", Scope.ANOTHER);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("deployer", "us-east-1/");
  }

  private static Reply deploy(String function, Scope scope) {
    String body =
        """
        {"function_name":"%s","stack_name":"%s","code":"def main(p): return p"}"""
            .formatted(function, function);
    return starter.send(
        "POST",
        "/api/v1/deployments",
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Authorization",
        People.bearer(storage, subject(Role.DEPLOYER, scope)));
  }
}
