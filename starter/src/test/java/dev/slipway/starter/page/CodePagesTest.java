package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The author's code on the page: whole, compared, and in the editors. */
class CodePagesTest {
  private static final String ODD =
      "def main(p):\n    # </pre><script>alert(1)</script> &amp; \u202e ⛵\n\treturn '${7*7} [[1]]'\n";
  private static final String NEXT = "def main(p):\n    return 2\n";
  private static final String AGENT = "/agents/us-east-1/strands-agent-pilot";

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    deploy("d-1", "pilot", ODD, Map.of("memory_size", 256), "succeeded");
    deploy("d-2", "pilot", NEXT, Map.of(), "succeeded");
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(
      String id, String name, String code, Map<String, Object> settings, String status) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("deployment_id", id).put("function_name", name).put("code", code);
    settings.forEach(request::putPOJO);
    Reply reply = starter.post("/api/v1/deployments", request.toString());
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

  private static Document page(String path) {
    Reply reply = starter.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return Jsoup.parse(reply.body());
  }

  private static String code(String path) {
    return Objects.requireNonNull(page(path).selectFirst("#code")).wholeText();
  }

  private static List<String> lines(Element element) {
    return element.select(".ln").stream().map(Element::wholeText).toList();
  }

  @Test
  void code_isShownLineByLine_asTextWhateverItHolds() {
    for (String path : List.of("/deployments/d-1/source", AGENT + "/source?revision=1")) {
      Document source = page(path);

      assertThat(lines(source))
          .containsExactly(
              "def main(p):",
              "    # </pre><script>alert(1)</script> &amp; ⟨U+202E⟩ ⛵",
              "\treturn '${7*7} [[1]]'");
      assertThat(source.select("main script")).isEmpty();
      assertThat(source.select(".ln").get(1).attr("data-n")).isEqualTo("2");
      assertThat(source.select("h1").text()).contains("revision 1");
    }
    assertThat(page(AGENT + "/source").select("h1").text()).contains("revision 2");
  }

  @Test
  void aHugeFile_isShownInPart_andThePageSaysSo() {
    String code = "x = 1\n".repeat(SourceLine.MAX_LINES + 7) + "y = '" + "z".repeat(5_000) + "'\n";
    deploy("d-huge", "huge", code, Map.of(), "succeeded");

    Document source = page("/deployments/d-huge/source");

    assertThat(source.select(".ln")).hasSize(SourceLine.MAX_LINES);
    assertThat(source.text()).contains("8 more lines are not shown here");
  }

  @Test
  void whatIsGone_isSaid() {
    assertThat(starter.get("/deployments/d-1/source?file=nothing.py").status()).isEqualTo(404);
    assertThat(starter.get(AGENT + "/source?revision=9").body()).contains("has no revision 9");
    assertThat(page(AGENT + "/changes?to=9").text()).contains("can't be compared", "no revision 9");
  }

  @Test
  void twoRevisions_areCompared_codeAndSettings() {
    Document compared = page(AGENT + "/compare?from=1&to=2");

    assertThat(lines(compared))
        .containsExactly(
            "@@ -1,3 +1,2 @@",
            " def main(p):",
            "-    # </pre><script>alert(1)</script> &amp; ⟨U+202E⟩ ⛵",
            "-\treturn '${7*7} [[1]]'",
            "+    return 2");
    assertThat(compared.select(".ln.add").attr("data-n")).isEqualTo("          2 ");
    assertThat(compared.select("tbody").text()).contains("256 MB 512 MB");
    assertThat(compared.select("select[name=from] option[selected]").val()).isEqualTo("1");
    assertThat(compared.select("select[name=to] option[selected]").val()).isEqualTo("2");
    assertThat(page(AGENT + "/compare?from=1&to=1").text()).contains("are the same");
  }

  @Test
  void whoApproves_seesTheChanges_onTheSamePage() {
    deploy("d-wait", "pilot", "x = 3\n", Map.of("approval", "required"), "awaiting_approval");

    Document deployment = page("/deployments/d-wait");
    String changes = deployment.select("#changes [hx-get]").attr("hx-get");

    assertThat(lines(page(changes))).contains("-def main(p):", "+x = 3");
    assertThat(page(changes).text()).contains("$0.17, as before");
    assertThat(deployment.select(".summary").text()).contains("Code", "Resources", "a month");
    assertThat(deployment.select("#to-source").attr("href"))
        .isEqualTo("/deployments/d-wait/source");
    assertThat(page(AGENT + "/compare?to=d-wait").select("select[name=to] option[selected]").text())
        .isEqualTo("deployment d-wait");
    starter.post("/api/v1/deployments/d-wait/reject", "{}");
    awaitStatus("d-wait", "canceled");
  }

  @Test
  void aRollback_showsItsChanges() {
    Document agent = page(AGENT);

    Element changes = Objects.requireNonNull(agent.selectFirst("#rollback-1 [hx-get]"));

    assertThat(agent.select("#open-rollback-1")).hasSize(1);
    assertThat(changes.attr("hx-trigger")).isEqualTo("click from:#open-rollback-1 once");
    assertThat(lines(page(changes.attr("hx-get")))).contains("-    return 2");
  }

  @Test
  void editors_startWithWhatIsDeployed() {
    assertThat(code("/new?from=d-1")).isEqualTo(ODD);
    assertThat(page("/new?from=d-1").select("[name=file_name]").val()).isEqualTo("agent.py");
    assertThat(page("/new").select("#code").text()).isEmpty();
  }

  @Test
  void codeThatWasLeftAsItWas_isNotSentAgain() {
    deploy(
        "d-park",
        "parked",
        NEXT,
        Map.of("on_failure", "park", "memory_size", StubActivities.UNLUCKY_MEMORY),
        "parked");
    assertThat(code("/deployments/d-park/fix")).isEqualTo(NEXT);

    Reply fix =
        starter.form("/deployments/d-park/fix/check", "patch=1&memory_size=512&code=x+%3D+7");
    assertThat(lines(Jsoup.parse(fix.body()))).contains("-def main(p):", "+x = 7");
    assertThat(Jsoup.parse(fix.body()).text())
        .contains("as it failed → with your changes", "666 MB 512 MB", "$0.22 → $0.17");
    assertThat(Jsoup.parse(fix.body()).select("[hx-swap-oob]").eachAttr("id"))
        .containsExactly("diff");
    Reply unfit = starter.form("/deployments/d-park/fix/check", "memory_size=1");
    assertThat(Jsoup.parse(unfit.body()).text()).contains("can't be compared: memory_size: 1");
    assertThat(page("/deployments/d-park/fix").select("form [hx-post]").eachAttr("hx-post"))
        .containsExactly("/deployments/d-park/fix/check");
    retry("d-park", NEXT);

    await().untilAsserted(() -> assertThat(changes("d-park", 0)).isEqualTo("false"));
    awaitStatus("d-park", "parked");
    assertThat(stored("d-park")).isEqualTo(1);
    retry("d-park", ODD);
    await().untilAsserted(() -> assertThat(stored("d-park")).isEqualTo(2));
    assertThat(starter.get("/api/v1/deployments/d-park/source?file=agent.py").body())
        .isEqualTo(ODD);
  }

  private static String changes(String id, int decision) {
    return starter.get("/api/v1/deployments/" + id).text("decisions/" + decision + "/changes");
  }

  private static void retry(String id, String code) {
    String form =
        "patch=1&memory_size=%d&code=%s"
            .formatted(
                StubActivities.UNLUCKY_MEMORY,
                URLEncoder.encode(code.replace("\n", "\r\n"), StandardCharsets.UTF_8));
    assertThat(starter.form("/deployments/" + id + "/retry", form).status()).isEqualTo(302);
  }

  private static long stored(String id) {
    return storage.storedCode().stream().filter(ref -> ref.uri().contains(id + "/code/")).count();
  }
}
