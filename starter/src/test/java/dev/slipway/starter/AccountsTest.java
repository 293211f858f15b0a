package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.temporal.Payloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with two more accounts, and people who may see one of them. */
class AccountsTest {
  private static final String POLICY =
      """
      sign_in: [{issuer: "ISSUER", audience: slipway}]
      accounts:
        - alias: prod
          id: "222222222222"
          role: arn:aws:iam::222222222222:role/slipway
          external_id: slipway-4711
        - {alias: test, id: "333333333333", role: "arn:aws:iam::333333333333:role/s", regions: ["eu-*"]}
      grants:
        - {role: deployer, to: {issuer: "ISSUER", subjects: [paula]}, for: {accounts: [prod]}}
        - {role: operator, to: {issuer: "ISSUER", subjects: [paula]}, for: {accounts: [prod]}}
        - {role: operator, to: {issuer: "ISSUER", subjects: [tom]}, for: {accounts: [test]}}
      rules:
        - name: small
          owner: platform
          for: {accounts: [prod]}
          require: {memory_size: {at_most: 1024}}
      """;

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    storage = new FakeStorage();
    Path file =
        Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("ISSUER", People.ISSUER));
    starter = RunningStarter.open(storage, "--slipway.policy=" + file);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    for (String account : new String[] {"own", "prod"}) {
      deploy("kim", "d-" + account, account, "");
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

  /** By the server's owner if it is Kim. */
  private static Reply send(String who, String method, String path, String body) {
    return starter.send(
        method,
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Authorization",
        who.equals("kim") ? "Bearer " + RunningStarter.TOKEN : People.bearer(storage, who));
  }

  private static Reply deploy(String who, String id, String account, String more) {
    return send(
        who,
        "POST",
        "/api/v1/deployments",
        """
        {"deployment_id":"%s","account":"%s","function_name":"weather","code":"def main(p): return p"%s}"""
            .formatted(id, account, more));
  }

  private static Reply get(String who, String path) {
    return send(who, "GET", path, "");
  }

  @Test
  void deploymentIsInTheAccountThatItNames() {
    Reply own = starter.get("/api/v1/deployments/d-own");
    Reply prod = starter.get("/api/v1/deployments/d-prod");

    assertThat(own.text("agent/account")).isEqualTo(FakeStorage.ACCOUNT);
    assertThat(own.body()).doesNotContain("account_alias\":\"");
    assertThat(prod.text("agent/account")).isEqualTo("222222222222");
    assertThat(prod.text("agent/account_alias")).isEqualTo("prod");
    assertThat(prod.text("links/agent"))
        .isEqualTo("/api/v1/agents/us-east-1/strands-agent-weather?account=prod");
    assertThat(prod.body()).doesNotContain("slipway-4711");
  }

  /** So that a policy file that changes meanwhile strands no order. */
  @Test
  void orderCarriesTheRole_andForWhomItIsAssumed() {
    deploy("paula", "d-paula", "prod", "");

    AgentKey agent = order("d-paula").agent();

    assertThat(agent.role())
        .isEqualTo(
            new AccountRole(
                "prod",
                "arn:aws:iam::222222222222:role/slipway",
                "slipway-4711",
                People.ISSUER + "/paula"));
    assertThat(order("d-own").agent().role()).isNull();
  }

  private static DeploymentOrder order(String id) {
    var input =
        starter
            .temporal()
            .fetchHistory(id)
            .getHistory()
            .getEvents(0)
            .getWorkflowExecutionStartedEventAttributes()
            .getInput();
    return Payloads.converter()
        .fromPayloads(0, Optional.of(input), DeploymentOrder.class, DeploymentOrder.class);
  }

  @Test
  void agentsOfTheSameNameAreTwo() {
    String address = "/api/v1/agents/us-east-1/strands-agent-weather";

    assertThat(starter.get(address).text("live/deployment_id")).isEqualTo("d-own");
    assertThat(starter.get(address + "?account=own").text("live/deployment_id")).isEqualTo("d-own");
    assertThat(starter.get(address + "?account=prod").text("agent/account"))
        .isEqualTo("222222222222");
    assertThat(starter.get(address + "?account=test").status()).isEqualTo(404);
    assertThat(starter.get(address + "?account=prod").text("links/invoke"))
        .isEqualTo(address + "/invoke?account=prod");
  }

  @Test
  void unknownAccount_isRefusedWithThoseOneMayKnow() {
    Reply all = deploy("kim", "d-x", "stage", "");
    Reply some = deploy("paula", "d-x", "stage", "");
    Reply hidden = deploy("paula", "d-x", "test", "");

    assertThat(all.status()).isEqualTo(422);
    assertThat(all.body()).contains("account: 'stage' (expected: own, prod, test)");
    assertThat(some.body()).contains("account: 'stage' (expected: prod)");
    assertThat(hidden.body()).contains("account: 'test' (expected: prod)");
    assertThat(deploy("paula", "d-x", "own", "").status()).isEqualTo(403);
    Reply leftOut =
        send(
            "paula",
            "POST",
            "/api/v1/deployments",
            """
            {"function_name":"weather","code":"def main(p): return p"}""");
    assertThat(leftOut.status()).isEqualTo(403);
    assertThat(starter.get("/api/v1/agents?account=stage").status()).isEqualTo(422);
    assertThat(starter.get("/api/v1/deployments?account=stage").status()).isEqualTo(422);
    assertThat(starter.get("/api/v1/agents/us-east-1/x?account=stage").status()).isEqualTo(422);
  }

  @Test
  void regionAndRulesOfTheAccount_areKept() {
    Reply elsewhere = deploy("kim", "d-x", "test", ",\"region\":\"us-east-1\"");
    Reply large = deploy("kim", "d-x", "prod", ",\"memory_size\":2048");

    assertThat(elsewhere.status()).isEqualTo(422);
    assertThat(elsewhere.body())
        .contains("region: us-east-1 (expected: eu-*, the regions of account 'test')");
    assertThat(large.status()).isEqualTo(422);
    assertThat(large.body()).contains("by rule 'small'");
    assertThat(starter.get("/api/v1/deployments/d-x").status()).isEqualTo(404);
  }

  @Test
  void checkAndEstimate_areForTheAccountThatTheyName() {
    String check = "{\"code\":\"def main(p): return p\"%s}";
    String prod = ",\"account\":\"prod\"";
    String test = ",\"account\":\"test\"";
    String eu = ",\"region\":\"eu-west-1\"";

    assertThat(send("paula", "POST", "/api/v1/check", check.formatted(prod)).status())
        .isEqualTo(200);
    assertThat(storage.checkedIn()).contains("222222222222").doesNotContain("333333333333");
    assertThat(send("paula", "POST", "/api/v1/check", check.formatted(test)).body())
        .contains("account: 'test' (expected: prod)");
    assertThat(send("tom", "POST", "/api/v1/check", check.formatted(test + eu)).status())
        .isEqualTo(403);
    assertThat(send("kim", "POST", "/api/v1/check", check.formatted(test)).body())
        .contains("the regions of account 'test'");
    assertThat(send("tom", "POST", "/api/v1/estimate", "{\"account\":\"test\"}").body())
        .contains("the regions of account 'test'");
    assertThat(send("tom", "POST", "/api/v1/estimate", "{\"account\":\"test\"" + eu + "}").status())
        .isEqualTo(200);
    assertThat(send("tom", "POST", "/api/v1/estimate", "{\"account\":\"prod\"}").body())
        .contains("account: 'prod' (expected: test)");
  }

  /** The form says what the named account's rules refuse, to those who may know of it only. */
  @Test
  void formIsCheckedForTheAccountThatItNames() {
    String form = "function_name=big&memory_size=2048&region=us-east-1&account=";

    assertThat(starter.form("/new/check", form + "prod").body())
        .contains("by rule &#39;small&#39;");
    assertThat(starter.form("/new/check", form + "own").body()).doesNotContain("by rule");
    assertThat(
            starter
                .post(
                    "/new/check",
                    form + "test",
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "Authorization",
                    People.bearer(storage, "paula"))
                .body())
        .contains("Account: &#39;test&#39; (expected: prod)");
  }

  @Test
  void listsAreFilteredByAccount() {
    assertThat(get("kim", "/api/v1/deployments?account=prod").body())
        .contains("\"d-prod\"")
        .doesNotContain("\"d-own\"");
    assertThat(get("kim", "/api/v1/deployments?account=own").body())
        .contains("\"d-own\"")
        .doesNotContain("\"d-prod\"");
    assertThat(get("kim", "/api/v1/agents?account=prod").body())
        .contains("222222222222")
        .doesNotContain("\"account\":\"" + FakeStorage.ACCOUNT);
  }

  @Test
  void page_namesTheAccountWhereverItLeads() {
    String agent = "/agents/us-east-1/strands-agent-weather";

    String page = get("kim", agent + "?account=prod").body();
    assertThat(page).contains("<code>prod/us-east-1/strands-agent-weather</code>");
    for (String way : new String[] {"destroy", "ttl", "drift", "cost", "usage", "redeploy"}) {
      assertThat(page).contains("\"" + agent + "/" + way + "?account=prod\"");
    }
    for (String call : new String[] {"invoke", "logs"}) {
      assertThat(page).contains("\"/api/v1" + agent + "/" + call + "?account=prod\"");
    }
    assertThat(get("kim", agent + "/destroy?account=prod").body())
        .contains(agent + "/destroy/preview?account=prod");
    assertThat(get("kim", agent).body()).doesNotContain("account=");
    assertThat(get("kim", "/deployments/d-prod").body()).contains(agent + "?account=prod");
    assertThat(get("kim", "/new").body()).contains("<select name=\"account\">");
    assertThat(get("kim", "/new?from=d-prod").body())
        .contains("<option value=\"prod\" selected=\"selected\">prod</option>");
    assertThat(get("paula", "/new").body())
        .contains("<select name=\"account\">")
        .doesNotContain("\"test\"");
    assertThat(get("kim", "/?account=prod").body()).contains("d-prod").doesNotContain("d-own");
  }

  @Test
  void whoMaySeeOneAccount_seesNothingOfAnother() {
    String agent = "/api/v1/agents/us-east-1/strands-agent-weather";

    assertThat(get("paula", "/api/v1/agents").body()).contains("222222222222");
    assertThat(get("paula", agent + "?account=prod").status()).isEqualTo(200);
    assertThat(get("tom", "/api/v1/agents").body()).doesNotContain("weather");
    assertThat(get("tom", "/api/v1/deployments").body()).doesNotContain("weather");
    assertThat(get("tom", "/").body()).doesNotContain("weather");
    assertThat(get("tom", "/agents").body()).doesNotContain("weather");
    assertThat(get("tom", "/api/v1/deployments/d-prod").status()).isEqualTo(404);
    assertThat(get("tom", agent).status()).isEqualTo(404);
    assertThat(get("tom", agent + "?account=prod").status()).isEqualTo(404);
    assertThat(get("tom", agent + "?account=prod&account=test").status()).isEqualTo(404);
    assertThat(get("tom", agent + "?account=test&account=prod").status()).isEqualTo(422);
    assertThat(send("tom", "POST", agent + "/ttl?account=prod", "{\"ttl\":\"2h\"}").status())
        .isEqualTo(404);
    assertThat(get("tom", "/api/v1/policy").body()).doesNotContain("small");
    assertThat(get("paula", "/api/v1/policy").body()).contains("small", "[\"prod\"]");
    assertThat(get("tom", "/api/v1/whoami").body()).contains("\"accounts\":[\"test\"]");
  }
}
