package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Route;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever has every right in one account sees nothing of another: not in any list, view, stream,
 * history, audit or page that the server maps.
 */
class OneAccountOnlyTest {
  private static final List<String> ACCOUNTS = List.of("own", "prod");
  private static final String STACK = "strands-agent-twin";

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    storage = new FakeStorage();
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            sign_in: [{issuer: "ISSUER", audience: slipway}]
            accounts:
              - {alias: prod, id: "222222222222", role: "arn:aws:iam::222222222222:role/s"}
            grants:
              - {role: admin, to: {issuer: "ISSUER", subjects: [in-own]}, for: {accounts: [own]}}
              - {role: admin, to: {issuer: "ISSUER", subjects: [in-prod]}, for: {accounts: [prod]}}
            """
                .replace("ISSUER", People.ISSUER));
    starter = RunningStarter.open(storage, "--slipway.policy=" + file);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    for (String account : ACCOUNTS) {
      starter.post(
          "/api/v1/deployments",
          """
          {"deployment_id":"d-%1$s","account":"%1$s","function_name":"mark-%1$s","stack_name":"%2$s",
           "reason":"mark-%1$s","project_id":"mark-%1$s","code":"def main(p): return 'mark-%1$s'"}"""
              .formatted(account, STACK));
      await()
          .untilAsserted(
              () ->
                  assertThat(starter.get("/api/v1/deployments/d-" + account).text("status"))
                      .isEqualTo("succeeded"));
    }
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  /**
   * Every GET that the server maps, with each account's deployment, and the account named or not.
   */
  private static Stream<String> addresses() {
    return starter.answers().keySet().stream()
        .filter(route -> route.method().equals("GET"))
        .map(Route::pattern)
        .flatMap(
            pattern ->
                ACCOUNTS.stream()
                    .map(account -> pattern.replace("{id}", "d-" + account))
                    .distinct())
        .map(pattern -> pattern.replace("{region}", "us-east-1").replace("{stackName}", STACK))
        .map(pattern -> pattern.replaceAll("\\{[^}]+}", "1"))
        .flatMap(path -> Stream.of(path, path + "?account=own", path + "?account=prod"));
  }

  private static String body(String who, String address) {
    return starter
        .send("GET", address, new byte[0], "Authorization", People.bearer(storage, who))
        .body();
  }

  @Test
  void nothingThatCanBeRead_showsTheOtherAccount() {
    Map<String, String> leaks = new TreeMap<>();
    for (String mine : ACCOUNTS) {
      String other = mine.equals("own") ? "prod" : "own";
      addresses()
          .forEach(
              address -> {
                String body = body("in-" + mine, address);
                if (body.contains("mark-" + other)
                    || (!address.contains("d-" + other) && body.contains("d-" + other))) {
                  leaks.put("in-" + mine + ": " + address, body);
                }
              });
    }
    assertThat(leaks).isEmpty();
  }

  /** Otherwise the test above would find nothing because there is nothing. */
  @Test
  void ofTheirOwnTheySeeMuch() {
    for (String mine : ACCOUNTS) {
      List<String> shown = new ArrayList<>();
      addresses()
          .forEach(
              address -> {
                if (body("in-" + mine, address).contains("mark-" + mine)) {
                  shown.add(address.replaceFirst("\\?.*", ""));
                }
              });
      assertThat(shown)
          .contains(
              "/",
              "/agents",
              "/agents/us-east-1/" + STACK,
              "/deployments/d-" + mine,
              "/api/v1/agents",
              "/api/v1/agents/us-east-1/" + STACK,
              "/api/v1/deployments",
              "/api/v1/deployments/d-" + mine,
              "/api/deploy/list",
              "/api/deploy/status/d-" + mine,
              "/api/deployment-history",
              "/api/deployment-history/d-" + mine);
    }
  }

  @Test
  void deletingByFunction_findsOnlyWhatIsInTheirAccount() {
    String bearer = People.bearer(storage, "in-own");

    for (String more : List.of("", "&stack_name=" + STACK, "&account=prod")) {
      assertThat(
              starter
                  .send(
                      "DELETE",
                      "/api/deploy/lambda/mark-prod?region=us-east-1" + more,
                      new byte[0],
                      "Authorization",
                      bearer)
                  .status())
          .as(more)
          .isIn(404, 422);
    }
    assertThat(starter.get("/api/v1/agents/us-east-1/" + STACK + "?account=prod").status())
        .isEqualTo(200);
  }
}
