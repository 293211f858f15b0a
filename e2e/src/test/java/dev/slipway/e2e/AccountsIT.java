package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts on one emulator, reached from a third: the server's own. */
class AccountsIT {

  private static final String AGENT = "/agents/us-east-1/" + TinyAgent.stack("twin");

  private static LocalStack stack;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            accounts:
              - alias: prod
                id: "222222222222"
                role: arn:aws:iam::222222222222:role/slipway
                external_id: slipway-4711
              - {alias: test, id: "333333333333", role: "arn:aws:iam::333333333333:role/slipway"}
            """);
    stack = new LocalStack(Map.of("SLIPWAY_POLICY", policy.toString())).start();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /** Agents of one name, with keys of one name: each has its own. */
  @Test
  void agents_liveInTheirAccounts_andSeenByTheirPeopleOnly() {
    for (String account : List.of("prod", "test")) {
      assertIsChecked(account);
      deploy(account);
      assertIsOnlyIn(account);
      assertAnswers(account);
    }
    assertTokenOfOneAccount_seesNothingOfAnother();
    assertAuditIsKeptInTheAccount();
    for (String account : List.of("prod", "test")) {
      destroy(account);
      try (Emulated world = world(id(account))) {
        assertThat(world.thingsNamed("twin")).isEmpty();
      }
    }
  }

  /** In its own bucket: the server's account has none before and after. */
  private static void assertIsChecked(String account) {
    var answer =
        stack
            .api()
            .post("/check", Map.of("account", account, "code", "def main(p):\n    return p\n"));
    assertThat(answer.body().path("ok").asBoolean()).as("%s", answer).isTrue();
  }

  private static void deploy(String account) {
    Map<String, Object> more = new HashMap<>();
    more.put("account", account);
    more.put("api_keys", Map.of("WHERE", account));
    String code =
        "import os\n\n\ndef main(payload):\n    return 'hello from ' + os.environ['WHERE']\n";
    JsonNode view = stack.api().awaitEnd(stack.api().deploy("twin", code, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(view.at("/agent/account").asText()).isEqualTo(id(account));
    assertThat(view.at("/outputs/function_arn").asText())
        .isEqualTo("arn:aws:lambda:us-east-1:%s:function:twin".formatted(id(account)));
  }

  private static void assertIsOnlyIn(String account) {
    String id = id(account);
    try (Emulated world = world(id);
        Emulated own = world("000000000000")) {
      assertThat(world.thingsNamed("twin"))
          .anyMatch(thing -> thing.startsWith("stack "))
          .anyMatch(thing -> thing.startsWith("function "))
          .anyMatch(thing -> thing.startsWith("role "))
          .anyMatch(thing -> thing.startsWith("secret "))
          .anyMatch(thing -> thing.startsWith("object agents/"));
      assertThat(world.objects.listBuckets().buckets())
          .extracting(bucket -> bucket.name())
          .containsExactly("slipway-%s-us-east-1".formatted(id));
      assertThat(own.thingsNamed("twin")).isEmpty();
    }
  }

  private static void assertAnswers(String account) {
    for (String via : List.of("invoke", "url")) {
      JsonNode answer =
          stack
              .api()
              .post(AGENT + "/invoke?account=" + account, Map.of("prompt", "where?", "via", via))
              .body();
      assertThat(answer.path("response").toString())
          .as("%s", answer)
          .contains("hello from " + account);
    }
  }

  private static void assertTokenOfOneAccount_seesNothingOfAnother() {
    String token =
        stack
            .api()
            .post("/tokens", Map.of("name", "prod", "accounts", List.of("prod")))
            .body()
            .path("token")
            .asText();
    Api scoped = stack.api().as(token);
    String test = stack.api().get("/deployments?account=test").body().toString();
    String other = test.replaceFirst(".*\"deployment_id\":\"([^\"]+)\".*", "$1");

    assertThat(scoped.get("/agents").body().toString())
        .contains(id("prod"))
        .doesNotContain(id("test"));
    assertThat(scoped.get("/deployments").body().toString())
        .contains(id("prod"))
        .doesNotContain(id("test"), other);
    for (String address : List.of("/", "/agents", "/api/deploy/list", "/api/deployment-history")) {
      assertThat(scoped.text(address))
          .as(address)
          .contains("twin")
          .doesNotContain(id("test"), other);
    }
    assertThat(scoped.get("/deployments/" + other).status()).isEqualTo(404);
    assertThat(scoped.get(AGENT + "?account=prod").status()).isEqualTo(200);
    assertThat(scoped.get(AGENT + "?account=test").status()).isEqualTo(404);
    assertThat(scoped.post(AGENT + "/invoke?account=test", Map.of("prompt", "where?")).status())
        .isEqualTo(404);
    assertThat(scoped.delete(AGENT + "?account=test").status()).isEqualTo(404);
  }

  private static void assertAuditIsKeptInTheAccount() {
    JsonNode chain = stack.api().get(AGENT + "/audit?account=prod").body();
    assertThat(chain.path("sequences").size()).as("%s", chain).isPositive();
    try (Emulated world = world(id("prod"))) {
      assertThat(world.objectKeys()).anyMatch(key -> key.startsWith("audit/"));
    }
    assertThat(stack.api().get(AGENT + "/audit").status()).isEqualTo(404);
  }

  private static void destroy(String account) {
    String id =
        stack.api().delete(AGENT + "?account=" + account).body().path("deployment_id").asText();
    JsonNode view = stack.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(stack.api().get(AGENT + "?account=" + account).status()).isEqualTo(404);
  }

  private static String id(String account) {
    return account.equals("prod") ? "222222222222" : "333333333333";
  }

  private static Emulated world(String account) {
    return new Emulated(stack, account);
  }
}
