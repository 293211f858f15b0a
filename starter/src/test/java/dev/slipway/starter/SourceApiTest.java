package dev.slipway.starter;

import static dev.slipway.starter.fakes.Multipart.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.project.Project;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.Multipart;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was deployed can be read again, and compared. */
class SourceApiTest {
  private static final String DEPLOYMENTS = "/api/v1/deployments";
  private static final String FIRST = "def main(p):\n    return 'one <b>&amp;</b> ⛵'\n";
  private static final String SECOND = "def main(p):\n    return 'two'\n";

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
    deploy("d-1", "pilot", FIRST, Map.of("memory_size", 256));
    deploy("d-2", "pilot", SECOND, Map.of("memory_size", 512));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  private static void deploy(String id, String name, String code, Map<String, Object> settings) {
    Reply reply = starter.post(DEPLOYMENTS, request(id, name, code, settings));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    awaitStatus(id, "succeeded");
  }

  private static String request(String id, String name, String code, Map<String, Object> settings) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("deployment_id", id).put("function_name", name).put("code", code);
    settings.forEach(request::putPOJO);
    return request.toString();
  }

  private static void awaitStatus(String id, String status) {
    await()
        .untilAsserted(
            () -> assertThat(starter.get(DEPLOYMENTS + "/" + id).text("status")).isEqualTo(status));
  }

  private static String agent(String name, String call) {
    return "/api/v1/agents/us-east-1/strands-agent-" + name + call;
  }

  @Test
  void theSourceOfADeployment_isWhatItsAuthorSent() {
    Reply listed = starter.get(DEPLOYMENTS + "/d-1/source");

    assertThat(listed.status()).as(listed.body()).isEqualTo(200);
    assertThat(listed.text("folder")).isEqualTo("false");
    assertThat(listed.text("revision")).isEqualTo("1");
    assertThat(listed.text("files/0/path")).isEqualTo("agent.py");
    assertThat(listed.text("files/0/lines")).isEqualTo("2");
    Reply file = starter.get(DEPLOYMENTS + "/d-1/source?file=agent.py");
    assertThat(file.body()).isEqualTo(FIRST);
    assertThat(file.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void theSourceOfARevision_isTheSame() {
    assertThat(starter.get(agent("pilot", "/revisions/1/source?file=agent.py")).body())
        .isEqualTo(FIRST);
    assertThat(starter.get(agent("pilot", "/revisions/2/source")).text("deployment_id"))
        .isEqualTo("d-2");
  }

  @Test
  void whatIsNotThere_isSaid() {
    assertThat(starter.get(DEPLOYMENTS + "/d-none/source").status()).isEqualTo(404);
    Reply file = starter.get(DEPLOYMENTS + "/d-1/source?file=../secret");
    assertThat(file.status()).isEqualTo(404);
    assertThat(file.text("detail")).contains("no such file in revision 1");
    Reply revision = starter.get(agent("pilot", "/revisions/9/source"));
    assertThat(revision.status()).isEqualTo(404);
    assertThat(revision.text("detail")).contains("no revision 9 (expected: 2, 1)");
    assertThat(starter.get(agent("pilot", "/revisions/x/source")).status()).isEqualTo(422);
    assertThat(starter.get(agent("nobody", "/diff")).status()).isEqualTo(404);
    assertThat(starter.get(DEPLOYMENTS + "/d-1/source?format=tar").text("errors/0/message"))
        .contains("expected: json or zip");
  }

  @Test
  void theLiveRevision_isComparedWithTheOneBefore() {
    Reply diff = starter.get(agent("pilot", "/diff"));

    assertThat(diff.status()).as(diff.body()).isEqualTo(200);
    assertThat(diff.text("same")).isEqualTo("false");
    assertThat(diff.text("from/revision")).isEqualTo("1");
    assertThat(diff.text("to/revision")).isEqualTo("2");
    assertThat(diff.text("files/0/diff"))
        .isEqualTo(
            """
            --- a/agent.py
            +++ b/agent.py
            @@ -1,2 +1,2 @@
             def main(p):
            -    return 'one <b>&amp;</b> ⛵'
            +    return 'two'
            """);
    assertThat(diff.text("settings/0/field")).isEqualTo("memory_size");
    assertThat(diff.text("settings/0/from")).isEqualTo("256 MB");
    assertThat(diff.text("settings/0/to")).isEqualTo("512 MB");
    assertThat(diff.text("settings/1/field")).isEmpty();
    assertThat(diff.text("cost/from_monthly_usd")).isEqualTo("0.0853");
    assertThat(diff.text("cost/to_monthly_usd")).isEqualTo("0.1687");
  }

  @Test
  void aRetry_isComparedWithWhatItWouldChange_andStoresNothing() {
    starter.post(
        DEPLOYMENTS,
        request(
            "d-fix",
            "fixable",
            FIRST,
            Map.of("on_failure", "park", "memory_size", StubActivities.UNLUCKY_MEMORY)));
    awaitStatus("d-fix", "parked");
    String patch = "{\"patch\":{\"memory_size\":512,\"code\":\"x = 2\\n\"}}";

    Reply diff = starter.post(DEPLOYMENTS + "/d-fix/retry/diff", patch);

    assertThat(diff.status()).as(diff.body()).isEqualTo(200);
    assertThat(diff.text("files/0/diff")).contains("-def main(p):", "+x = 2");
    assertThat(diff.text("settings/0/to")).isEqualTo("512 MB");
    assertThat(starter.post(DEPLOYMENTS + "/d-fix/retry/diff", "{}").text("same"))
        .isEqualTo("true");
    assertThat(starter.get(DEPLOYMENTS + "/d-fix").text("status")).isEqualTo("parked");
    assertThat(starter.get(DEPLOYMENTS + "/d-fix/source?file=agent.py").body()).isEqualTo(FIRST);
    String tooSmall = "{\"patch\":{\"memory_size\":1}}";
    assertThat(starter.post(DEPLOYMENTS + "/d-fix/retry/diff", tooSmall).status()).isEqualTo(422);
    assertThat(starter.post(DEPLOYMENTS + "/d-1/retry/diff", patch).status()).isEqualTo(409);
  }

  @Test
  void aFirstRevision_isNewAltogether_andEqualOnesAreTheSame() {
    Reply first = starter.get(agent("pilot", "/diff?to=1"));
    assertThat(first.text("from")).isEmpty();
    assertThat(first.text("files/0/change")).isEqualTo("added");
    assertThat(starter.get(agent("pilot", "/diff?from=2&to=live")).text("same")).isEqualTo("true");
  }

  @Test
  void whatAwaitsApproval_isComparedWithWhatIsLive() {
    starter.post(
        DEPLOYMENTS,
        request("d-wait", "pilot", "def main(p):\n    return 3\n", Map.of("approval", "required")));
    awaitStatus("d-wait", "awaiting_approval");

    Reply diff = starter.get(agent("pilot", "/diff?to=d-wait"));

    assertThat(diff.text("from/revision")).isEqualTo("2");
    assertThat(diff.text("to/deployment_id")).isEqualTo("d-wait");
    assertThat(diff.text("files/0/diff")).contains("-    return 'two'", "+    return 3");
    starter.post(DEPLOYMENTS + "/d-wait/reject", "{\"reason\":\"no\"}");
    awaitStatus("d-wait", "canceled");
    Reply gone = starter.get(DEPLOYMENTS + "/d-wait/source");
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.text("detail")).contains("no longer stored");
  }

  @Test
  void correctedCode_isShownAsSoonAsItIsSent() {
    starter.post(
        DEPLOYMENTS,
        request(
            "d-park",
            "parked",
            FIRST,
            Map.of("on_failure", "park", "memory_size", StubActivities.UNLUCKY_MEMORY)));
    awaitStatus("d-park", "parked");
    starter.post(
        DEPLOYMENTS + "/d-park/retry",
        JsonNodeFactory.instance
            .objectNode()
            .set("patch", JsonNodeFactory.instance.objectNode().put("code", SECOND))
            .toString());

    assertThat(starter.get(DEPLOYMENTS + "/d-park/source?file=agent.py").body()).isEqualTo(SECOND);
  }

  @Test
  void anotherAgentsDeployment_isNotCompared() {
    deploy("d-other", "other", FIRST, Map.of());

    assertThat(starter.get(agent("pilot", "/diff?to=d-other")).status()).isEqualTo(404);
  }

  @Test
  void aFolder_isListed_andReadFileByFileOrWhole() {
    var files = new TreeMap<String, byte[]>();
    files.put("main.py", SECOND.getBytes(StandardCharsets.UTF_8));
    files.put("lib/tide.py", "HIGH = 1\n".getBytes(StandardCharsets.UTF_8));
    files.put("logo.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});
    byte[] archive = new Project(files).archive();
    Reply reply =
        Multipart.send(
            starter,
            DEPLOYMENTS,
            part("request", folderRequest().getBytes(StandardCharsets.UTF_8)),
            part("source", archive));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    awaitStatus("d-folder", "succeeded");

    for (String source :
        List.of(DEPLOYMENTS + "/d-folder/source", agent("harbour", "/revisions/1/source"))) {
      Reply listed = starter.get(source);
      assertThat(listed.text("folder")).isEqualTo("true");
      assertThat(listed.text("files/0/path")).isEqualTo("lib/tide.py");
      assertThat(listed.text("files/1/path")).isEqualTo("logo.png");
      assertThat(listed.text("files/1/lines")).isEmpty();
      assertThat(starter.get(source + "?file=lib/tide.py").body()).isEqualTo("HIGH = 1\n");
      assertThat(starter.get(source + "?file=logo.png").header("Content-Type"))
          .isEqualTo("application/octet-stream");
      Reply zip = starter.get(source + "?format=zip");
      assertThat(zip.header("Content-Disposition")).contains("attachment", "source.zip");
    }
  }

  private static String folderRequest() {
    return "{\"deployment_id\":\"d-folder\",\"function_name\":\"harbour\"}";
  }
}
