package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.client.WorkflowOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the lists say of agents that one may not see, and of those that one has not got to yet. */
class ScopedPagesTest {
  private static final String GONE = "/agents/us-east-1/strands-agent-secret";
  private static final FakeStorage STORAGE = new FakeStorage();
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            sign_in: [{issuer: "%1$s", audience: slipway}]
            grants:
              - {role: viewer, to: {issuer: "%1$s", subjects: [all]}}
              - {role: viewer, to: {issuer: "%1$s", subjects: [some]}, for: {agents: [strands-agent-open]}}
            """
                .formatted(People.ISSUER));
    starter = RunningStarter.open(STORAGE, "--slipway.policy=" + policy);
    worker = new FakeWorker(starter.temporal(), new StubActivities(STORAGE));
    deploy("d-open", "open", "", "succeeded");
    deploy("d-secret", "secret", "", "succeeded");
    deploy("d-waits", "secret-two", ",\"approval\":\"required\"", "awaiting_approval");
    String gone = starter.form(GONE + "/destroy", "reason=over").header("Location");
    awaitStatus(gone.substring(gone.lastIndexOf('/') + 1), "succeeded");
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(String id, String name, String more, String status) {
    Reply reply =
        starter.post(
            "/api/v1/deployments",
            "{\"deployment_id\":\"%s\",\"function_name\":\"%s\",\"code\":\"x = 1\"%s}"
                .formatted(id, name, more));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    awaitStatus(id, status);
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  @Test
  void thePalette_findsWhatOneMaySee_only() {
    assertThat(palette("all", "secret"))
        .contains("Deployment d-secret secret, succeeded")
        .contains("Deployment d-waits secret-two, awaiting approval");
    assertThat(palette("all", "strands OPEN")).containsExactly(OPEN_AGENT, OPEN_DEPLOYMENT);
    assertThat(palette("all", "secret-two approval"))
        .containsExactly("Deployment d-waits secret-two, awaiting approval");
    assertThat(palette("all", "awaiting secret"))
        .containsExactly("Deployment d-waits secret-two, awaiting approval");
    assertThat(palette("all", "d-open parked")).isEmpty();
    assertThat(palette("some", "")).containsExactly(OPEN_AGENT, OPEN_DEPLOYMENT);
    assertThat(palette("some", "secret")).isEmpty();
    assertThat(palette("some", "<b>&%")).isEmpty();
  }

  private static final String OPEN_AGENT = "Agent open us-east-1/strands-agent-open";
  private static final String OPEN_DEPLOYMENT = "Deployment d-open open, succeeded";

  private static List<String> palette(String subject, String search) {
    String query = URLEncoder.encode(search, StandardCharsets.UTF_8);
    return Jsoup.parse(as(subject, "/palette?search=" + query).body())
        .select("[role=option][data-href]")
        .eachText();
  }

  private static Reply as(String subject, String address) {
    String bearer = People.bearer(STORAGE, subject);
    return starter.send("GET", address, new byte[0], "Authorization", bearer);
  }

  private static Document page(String subject, String address) {
    return Jsoup.parse(as(subject, address).body());
  }

  @Test
  void anAgentsLog_isOfferedTo_whoeverMayOperateIt() {
    String agent = "/agents/us-east-1/strands-agent-open";
    Document viewed = page("all", agent);
    assertThat(viewed.text()).contains("Somebody with the role operator reads it");
    assertThat(viewed.select("[data-tail], #log, #log-file, #log-level, #log-search")).isEmpty();

    Document operated = Jsoup.parse(starter.get(agent).body());
    assertThat(operated.select("[data-tail] #log-file, [data-tail] #log")).hasSize(2);
  }

  @Test
  void aPage_saysWhoseItIs_soThatABrowsersTabKeepsNothingForTheNextOne() {
    assertThat(page("all", "/").body().attr("data-visitor")).isEqualTo(People.ISSUER + "/all");
    assertThat(page("some", "/").body().attr("data-visitor")).isEqualTo(People.ISSUER + "/some");
    assertThat(Jsoup.parse(starter.get("/sign-in").body()).body().hasAttr("data-visitor"))
        .isFalse();
  }

  @Test
  void settingsThatWereNotCompared_areNotSaidToBeTheSame() {
    assertThat(page("all", "/deployments/d-waits").select(".summary li").eachText())
        .contains("Code see below", "Settings see below");
  }

  @Test
  void whatIsOutsideOnesScope_isNeitherListed_norFound_norCounted() {
    await()
        .untilAsserted(
            () ->
                assertThat(page("all", "/").select("#chip-awaiting_approval").text())
                    .endsWith(" 1"));
    assertThat(page("all", "/").text()).contains("d-open", "d-secret", "d-waits");
    assertThat(page("all", "/?search=secret").text()).contains("d-secret", "d-waits");

    assertThat(page("some", "/").text()).contains("d-open").doesNotContain("secret", "d-waits");
    assertThat(page("some", "/").select(".chips").text()).doesNotContain("1", "2", "3");
    assertThat(page("some", "/?search=secret").text()).contains("No deployments match");
    assertThat(page("some", "/?status=awaiting_approval").text()).doesNotContain("d-waits");
  }

  @Test
  void agentThatIsGone_isRememberedOnlyForWhoeverCouldSeeIt() {
    await()
        .untilAsserted(
            () -> assertThat(as("all", GONE).body()).contains("does not exist any more"));
    assertThat(as("some", GONE).status()).isEqualTo(404);
    assertThat(as("some", GONE).body()).doesNotContain("d-secret", "any more");
  }

  @Test
  void search_thatHasNotLookedAtAll_saysSo_andLeadsOn() {
    AgentKey agent =
        new AgentKey(FakeStorage.ACCOUNT, "us-east-1", new StackName("strands-agent-many"));
    for (int i = 0; i < 11; i++) {
      starter
          .temporal()
          .newUntypedWorkflowStub(
              DeployAgentWorkflow.TYPE,
              WorkflowOptions.newBuilder()
                  .setWorkflowId("d-many-" + i)
                  .setTaskQueue("no worker")
                  .setTypedSearchAttributes(
                      SearchAttributes.of(agent, "many", Status.QUEUED, "lambda", "ann"))
                  .build())
          .start();
    }

    Document none = page("all", "/?search=nosuch&page_size=1");

    assertThat(none.text()).contains("None among the latest").doesNotContain("No deployments");
    assertThat(none.select("#search-older").attr("href")).contains("search=nosuch", "page_token=");
    assertThat(page("all", "/?search=nosuch").text()).contains("No deployments match");
  }
}
