package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The list of deployments: what needs a person comes first, and each line says why. */
class InboxTest {
  /** A first list, agents, what is in progress, and three statuses of what has ended. */
  private static final int MOST_QUESTIONS = 6;

  private static final FakeStorage STORAGE = new FakeStorage();
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    starter = RunningStarter.open(STORAGE);
    worker = new FakeWorker(starter.temporal(), new StubActivities(STORAGE));
    deploy("d-live", "fine", Map.of("reason", "the first"), "succeeded");
    deploy("d-failed", "sad", Map.of("memory_size", 666), "failed");
    deploy(
        "d-parked",
        "stuck",
        Map.of("memory_size", 666, "on_failure", "park", "reason", "换一个更大的模型"),
        "parked");
    deploy("d-plan", "asks", Map.of("approval", "required"), "awaiting_approval");
    deploy(
        "d-later",
        "later",
        Map.of("not_before", java.time.Instant.now().plusSeconds(86_400).toString()),
        "queued");
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(String id, String name, Map<String, Object> settings, String status) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("deployment_id", id).put("function_name", name).put("code", "def main(p): pass");
    settings.forEach(request::putPOJO);
    Reply reply = starter.post("/api/v1/deployments", request.toString());
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get("/api/v1/deployments/" + id).text("status"))
                    .isEqualTo(status));
  }

  private static Document page(String address) {
    return Jsoup.parse(starter.get(address).body());
  }

  private static List<String> ids(Document page, String where) {
    return page.select(where + " [data-row] td code").eachText();
  }

  private static String row(Document page, String id) {
    Elements row = page.select("tr:has(#d-" + id + ")");
    assertThat(row).as(id).hasSize(1);
    return row.text();
  }

  @Test
  void home_isSortedByWhatANeedIs() {
    await()
        .untilAsserted(
            () -> {
              Document home = page("/");
              assertThat(ids(home, "#needs")).containsExactlyInAnyOrder("d-parked", "d-plan");
              assertThat(ids(home, "#running")).containsExactly("d-later");
              assertThat(ids(home, "#recent")).contains("d-live", "d-failed");
            });
  }

  @Test
  void aLine_saysWhy_whereAndWhatIsWrong() {
    await()
        .untilAsserted(
            () -> {
              Document home = page("/");
              assertThat(row(home, "d-parked"))
                  .startsWith("换一个更大的模型")
                  .contains("stuck", "us-east-1", "parked", "in samDeploy", "another stack");
              assertThat(row(home, "d-live")).startsWith("the first").contains("revision 1");
              assertThat(row(home, "d-failed")).startsWith("Deploy sad");
            });
  }

  @Test
  void theTab_saysHowManyNeedAPerson_andHowADeploymentIs() {
    await().untilAsserted(() -> assertThat(page("/").title()).startsWith("(2) Deployments"));
    assertThat(page("/").select("#icon").attr("href")).isEqualTo("/slipway/icon-wait.svg");
    Document failed = page("/deployments/d-failed");
    assertThat(failed.title()).startsWith("Failed: sad");
    assertThat(failed.select("#icon").attr("href")).isEqualTo("/slipway/icon-bad.svg");
  }

  /** A front end of Temporal answers ten in a second; what is more waits for a second. */
  @Test
  void aStarterThatKnowsNothingYet_asksTemporalsListsFewQuestions() {
    try (RunningStarter another = starter.another(STORAGE)) {
      int before = starter.questions();
      assertThat(another.get("/").body()).contains("chip-parked", "chip-succeeded");

      assertThat(starter.questions() - before).isBetween(1, MOST_QUESTIONS);
    }
  }

  @Test
  void chips_countAndNarrow_andLeadBack() {
    await()
        .untilAsserted(
            () -> assertThat(page("/").select("#chip-parked").text()).isEqualTo("parked 1"));
    assertThat(page("/").select("#chip-canceled")).isEmpty();
    Document parked = page("/?status=parked");
    assertThat(ids(parked, "#list")).containsExactly("d-parked");
    assertThat(parked.select("#chip-parked").attr("aria-current")).isEqualTo("true");
    assertThat(parked.select("#chip-parked").attr("href")).isEqualTo("/");
    assertThat(parked.select("#chip-failed").attr("href")).isEqualTo("/?status=failed");
  }

  @Test
  void search_findsPartsOfNamesAndIds_whateverItHolds() {
    await()
        .untilAsserted(
            () -> assertThat(ids(page("/?search=TUC"), "#list")).containsExactly("d-parked"));
    assertThat(ids(page("/?search=d-l"), "#list")).containsExactlyInAnyOrder("d-live", "d-later");
    assertThat(page("/?search=%25%27%22%3C%5C").text()).contains("No deployments match");
    assertThat(starter.get("/api/v1/deployments?search=stuck").text("deployments/0/deployment_id"))
        .isEqualTo("d-parked");
  }

  @Test
  void whatIsTyped_findsAtOnceWhatTheServerSearches_andNothingElse() {
    await()
        .untilAsserted(
            () ->
                assertThat(page("/").select("tr:has(#d-d-parked)").attr("data-find").lines())
                    .containsExactly(
                        "d-parked",
                        "stuck",
                        "strands-agent-stuck",
                        "us-east-1",
                        RunningStarter.OWNER.toLowerCase(java.util.Locale.ROOT)));
  }

  @Test
  void home_staysSmall() {
    assertThat(starter.get("/").body().length()).isLessThan(100_000);
  }
}
