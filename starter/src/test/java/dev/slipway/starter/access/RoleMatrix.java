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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the server, by everybody: each role, for all agents, for this one, for another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoleMatrix {
  /** Which agents somebody's role is for. */
  public enum Scope {
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

    public boolean covers() {
      return this == ALL || this == THIS || this == THIS_ACCOUNT;
    }
  }

  /** Too long to be accepted, so that what is let through changes nothing. */
  private static final String REASON = "r".repeat(600);

  private final CallTable table;
  private final FakeStorage storage = new FakeStorage();
  private @Nullable RunningStarter starter;
  private @Nullable FakeWorker worker;
  private Map<String, Route> routes = Map.of();
  private String stack = "";

  protected RoleMatrix(CallTable table) {
    this.table = table;
  }

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
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
    Path file = Files.writeString(folder.resolve("policy.yaml"), policy);
    starter = RunningStarter.open(storage, "--slipway.policy=" + file);
    worker = new FakeWorker(starter().temporal(), new StubActivities(storage));
    starter()
        .post(
            "/api/v1/deployments",
            """
        {"deployment_id":"d-weather","function_name":"weather","code":"def main(p): return p"}""");
    await()
        .untilAsserted(
            () ->
                assertThat(starter().get("/api/v1/deployments/d-weather").text("status"))
                    .isEqualTo("succeeded"));
    stack = starter().get("/api/v1/deployments/d-weather").text("agent/stack_name");
    routes = findRoutes();
  }

  @AfterAll
  void close() {
    Objects.requireNonNull(worker).close();
    starter().close();
  }

  protected RunningStarter starter() {
    return Objects.requireNonNull(starter);
  }

  protected FakeStorage storage() {
    return storage;
  }

  /** Who has the role for those agents. */
  public static String subject(Role role, Scope scope) {
    return role.wireName() + "-" + scope.name().toLowerCase(java.util.Locale.ROOT);
  }

  protected Reply call(Route route, @Nullable String bearer) {
    String path =
        route
            .pattern()
            .replace("{id}", "d-weather")
            .replace("{region}", "us-east-1")
            .replace("{stackName}", stack)
            .replaceAll("\\{\\w+:(\\w+)[^}]*}", "$1") // one of several words
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
    return starter()
        .send(
            route.method(),
            path + query,
            body.getBytes(StandardCharsets.UTF_8),
            headers.toArray(String[]::new));
  }

  private Route route(String call) {
    return Objects.requireNonNull(routes.get(call), call);
  }

  private Map<String, Route> findRoutes() {
    Map<String, Route> routes = new TreeMap<>();
    starter()
        .answers()
        .keySet()
        .forEach(route -> routes.put(route.method() + " " + route.pattern(), route));
    return routes;
  }

  @Test
  void everyCallIsInThisTable() {
    assertThat(routes.keySet()).containsExactlyInAnyOrderElementsOf(table.all());
  }

  @Test
  void everyoneMayDoWhatTheirRoleAllows_forTheirAgents_andNothingElse() {
    Map<String, String> wrong = new TreeMap<>();
    int asked = 0;
    for (Role role : Role.values()) {
      for (Scope scope : Scope.values()) {
        String bearer = People.bearer(storage, subject(role, scope));
        for (var needed : table.byRole().entrySet()) {
          for (String call : needed.getValue()) {
            Reply reply = call(route(call), bearer);
            int expected = expected(role, scope, needed.getKey(), call);
            asked++;
            if (!isAsExpected(call, reply, expected)) {
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
    assertThat(asked).isEqualTo(30 * table.byRole().values().stream().mapToInt(List::size).sum());
  }

  /** The status of a refusal; 0 if there is none. */
  private static int expected(Role role, Scope scope, Role needed, String call) {
    boolean forAll = CallTable.FOR_ALL_AGENTS.contains(call);
    if (!role.includes(needed) || (forAll && scope != Scope.ALL)) {
      return 403;
    }
    return isAboutOurAgent(call) && !scope.covers() ? 404 : 0;
  }

  private static boolean isAboutOurAgent(String call) {
    return call.contains("{id}") || call.contains("{stackName}");
  }

  private static boolean isAsExpected(String call, Reply reply, int expected) {
    if (expected != 0) {
      return reply.status() == expected;
    }
    return switch (reply.status()) {
      case 401, 403, 500 -> false;
      // What is let through may not find an audit bundle or an object; our agent it finds.
      case 404 ->
          !isAboutOurAgent(call)
              || !(reply.body().contains("There is no agent")
                  || reply.body().contains("no deployment"));
      default -> true;
    };
  }

  @Test
  void strangersAreAskedToSignIn_wherever() {
    Map<String, Integer> answered = new TreeMap<>();
    routes.forEach(
        (call, route) -> {
          int status = call(route, null).status();
          if (!table.withoutSignIn().contains(call) && status != 401) {
            answered.put(call, status);
          }
        });
    assertThat(answered).isEmpty();
  }

  @Test
  void whoHasNoRole_canSeeThatAndNoMore() {
    String bearer = People.bearer(storage, "nobody");
    assertThat(call(new Route("GET", "/api/v1/whoami"), bearer).names("roles")).isEmpty();
    table
        .byRole()
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
}
