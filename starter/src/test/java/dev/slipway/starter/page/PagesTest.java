package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages as HTML over the real workflows with fake activities; browser tests are in e2e. */
class PagesTest {
  private static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    FakeStorage storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static String deployed(String name, String more, String status) {
    Reply accepted =
        starter.form("/new", "function_name=" + name + "&code=def+main()%3A+pass" + more);
    assertThat(accepted.status()).isEqualTo(302);
    String page = java.net.URI.create(accepted.header("Location")).getPath();
    await()
        .untilAsserted(
            () -> assertThat(starter.get("/api/v1" + page).text("status")).isEqualTo(status));
    return page;
  }

  @Test
  void theFormIsComplete_andAFilterThatDoesNotExistIsRefused() {
    assertThat(starter.get("/?colour=red").status()).isEqualTo(422);
    assertThat(starter.get("/new").body())
        .startsWith("<!DOCTYPE html>")
        .contains("Function name")
        .contains("python3.14");
  }

  @Test
  void theFormSaysWhatEachTargetCosts_andWhichOneSuits() {
    String form = "function_name=priced&region=us-east-1&deployment_type=";

    assertThat(starter.form("/new/check", form + "lambda&runtime=python3.11").body())
        .contains("lambda compute", "Suits Lambda better", "AgentCore takes python3.12 or later");
    assertThat(starter.form("/new/check", form + "agentcore&runtime=auto&timeout=900").body())
        .contains("agentcore waiting", "in sessions of 5 requests that then wait 900 s")
        .contains("Suits AgentCore better", "Lambda ends every call after 15 minutes");
  }

  @Test
  void aFormThatIsRefused_isReturnedFilledIn_withTheLine() {
    Reply refused = starter.form("/new", "function_name=sloppy&code=def+broken(&memory_size=256");

    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.body())
        .contains("Not deployed yet", "data-line=\"3\"", "value=\"sloppy\"", "value=\"256\"");
  }

  @Test
  void aFailure_isTheFirstThing_withTheNextAction_andEachPageOffersWhatApplies() {
    String failed = deployed("taken", "&memory_size=666", "failed");
    String page = starter.get(failed).body();
    assertThat(page).contains("belongs to another stack", "class=\"next\"", "CREATE_FAILED");
    assertThat(page).contains("Resources after this deployment").doesNotContain("id=\"cancel\"");

    String parked = deployed("waits", "&memory_size=666&on_failure=park", "parked");
    assertThat(starter.get(parked).body()).contains("Waiting for your decision", "id=\"abort\"");
    assertThat(starter.get(parked + "/fix").body()).contains("value=\"666\"");
    Reply retried = starter.form(parked + "/retry", "patch=1&memory_size=512");
    assertThat(retried.status()).isEqualTo(302);
    await().untilAsserted(() -> assertThat(starter.get(parked).body()).contains("Ask the agent"));
    assertThat(starter.get(parked + "/fix").status()).isEqualTo(409);
  }

  @Test
  void stepsOfAFailedDeployment_thatNeverRan_areSkipped() {
    String failed = deployed("stopped", "&memory_size=666", "failed");
    assertThat(starter.get(failed).body())
        .contains("<span class=\"state\">failed</span>", "<span class=\"state\">skipped</span>")
        .doesNotContain("<span class=\"state\">pending</span>");
  }

  @Test
  void anAddressThatLeadsNowhere_isAPageOfOurs() {
    for (String nowhere : List.of("/nope", "/new/", "/agents/us-east-1")) {
      Reply page = starter.send("GET", nowhere, new byte[0], "Accept", "text/html,*/*;q=0.8");
      assertThat(page.status()).as(nowhere).isEqualTo(404);
      assertThat(page.body())
          .as(nowhere)
          .contains("There is no page " + nowhere, "All deployments", "aria-label=\"Main\"")
          .doesNotContain("Whitelabel");
    }
    assertThat(starter.get("/deployments").header("Location")).endsWith("/");
    assertThat(starter.get("/api/v1/nope").header("Content-Type")).contains("problem+json");
  }

  @Test
  void activity_saysWhoDecidedWhat_andWhy() {
    String parked =
        deployed("decided", "&memory_size=666&on_failure=park&reason=first+try", "parked");
    starter.form(parked + "/retry", "patch=1&memory_size=666&timeout=60&reason=once+more");
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1" + parked).text("decisions/0/verb"))
                    .isEqualTo("retry"));
    starter.form(parked + "/abort", "reason=given+up");
    await()
        .untilAsserted(
            () ->
                assertThat(org.jsoup.Jsoup.parse(starter.get(parked).body()).select(".feed").text())
                    .containsSubsequence(
                        RunningStarter.OWNER,
                        "asked for this deployment",
                        "first try",
                        "changed something and retried",
                        "once more",
                        "aborted it",
                        "given up"));
  }

  @Test
  void activity_saysWhoCanceled_andWhy() {
    String parked = deployed("left", "&memory_size=666&on_failure=park", "parked");
    starter.form(parked + "/cancel", "reason=never+mind");
    await()
        .untilAsserted(
            () ->
                assertThat(org.jsoup.Jsoup.parse(starter.get(parked).body()).select(".feed").text())
                    .containsSubsequence("canceled it", "never mind"));
  }

  @Test
  void anAuditRecordIsOffered_onceThereIsOne() {
    String parked = deployed("unaudited", "&memory_size=666&on_failure=park", "parked");
    assertThat(starter.get(parked).body()).doesNotContain("Audit record");
    starter.form(parked + "/abort", "reason=over");
    await().untilAsserted(() -> assertThat(starter.get(parked).body()).contains("Audit record"));
  }

  @Test
  void anAgentThatWasDestroyed_hasAPageWithItsHistory() {
    String deployment = deployed("sunk", "", "succeeded");
    String agent = "/agents/us-east-1/strands-agent-sunk";
    await().untilAsserted(() -> assertThat(starter.get(agent).body()).contains("is live"));
    String gone = starter.form(agent + "/destroy", "reason=over").header("Location");
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get(agent).body())
                    .contains(
                        "does not exist any more",
                        "href=\"" + deployment,
                        "href=\"" + java.net.URI.create(gone).getPath(),
                        "/new?from=" + deployment.substring("/deployments/".length()),
                        "/api/v1/agents/us-east-1/strands-agent-sunk/audit"));
    assertThat(starter.get("/agents/us-east-1/strands-agent-never").status()).isEqualTo(404);
    assertThat(starter.get("/agents/us-east-1/%20").status()).isEqualTo(404);
    assertThat(starter.get("/agents/%20/strands-agent-sunk").status()).isEqualTo(404);
  }

  @Test
  void errorsSayWhatTheFormCallsAField() {
    assertThat(starter.form("/new", "function_name=small&code=x&memory_size=64").body())
        .contains("Memory: 64")
        .doesNotContain("memory_size: 64");
    assertThat(starter.form("/new/check", "function_name=small&memory_size=64").body())
        .contains("Memory: 64");
  }

  @Test
  void anAgent_isShownWithItsCost_andTakenDownAfterAPreview() {
    deployed("shown", "&tags=team%3Dharbour", "succeeded");
    String agent = "/agents/us-east-1/strands-agent-shown";
    await()
        .untilAsserted(() -> assertThat(starter.get(agent).body()).contains("revision 1 is live"));
    assertThat(starter.get(agent).body()).contains("a month").contains("Ask the agent");
    assertThat(starter.get(agent + "/cost?monthly_requests=1000000").body()).contains("1,000,000");
    assertThat(starter.get(agent + "/destroy/preview").body()).contains("stack");
    assertThat(starter.get(agent).body()).contains("Not checked since", "Check now");
    assertThat(starter.form(agent + "/drift", "every=1m").body()).contains("expected: 5m to 30d");
    String again = starter.form(agent + "/redeploy", "reason=by+hand").header("Location");
    String deployment = java.net.URI.create(again).getPath();
    await().untilAsserted(() -> assertThat(starter.get(deployment).body()).contains("succeeded"));
    await()
        .untilAsserted(() -> assertThat(starter.get(agent).body()).contains("revision 2 is live"));
    assertThat(starter.form(agent + "/destroy", "reason=over").status()).isEqualTo(302);
  }

  @Test
  void theConsole_offersASession_whereOneIsKept() {
    deployed("forgetful", "", "succeeded");
    deployed("mindful", "&session=s3", "succeeded");
    String forgetful = "/agents/us-east-1/strands-agent-forgetful";
    String mindful = "/agents/us-east-1/strands-agent-mindful";
    await().untilAsserted(() -> assertThat(starter.get(mindful).body()).contains("is live"));
    assertThat(starter.get(forgetful).body())
        .contains("data-invoke=\"/api/v1" + forgetful + "/invoke\"", "remembers nothing")
        .doesNotContain("New session");
    assertThat(starter.get(mindful).body()).contains("New session", "name=\"session\"");
  }

  @Test
  void whatSomebodyCallsThemselves_doesNotGoIntoTheRecords() {
    Reply accepted =
        starter.post(
            "/new",
            "function_name=named&code=def+main()%3A+pass",
            FORM[0],
            FORM[1],
            "Cookie",
            "slipway-name=Somebody+Else",
            "X-Slipway-User",
            "Somebody Else");
    String page = java.net.URI.create(accepted.header("Location")).getPath();
    assertThat(starter.get("/api/v1" + page).text("requested_by")).isEqualTo(RunningStarter.OWNER);
    assertThat(starter.get(page).body()).contains("You are <strong>" + RunningStarter.OWNER);
  }

  @Test
  void ourOwnFormsPassTheOriginCheck() {
    // With no-referrer a browser would say "Origin: null" for them.
    assertThat(starter.get("/").header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(starter.get("/").header("Content-Security-Policy")).doesNotContain("unsafe");
  }
}
