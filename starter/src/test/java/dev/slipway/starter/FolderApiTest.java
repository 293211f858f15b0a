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
import dev.slipway.workflows.model.ArtifactRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Folders over the API: a form with the request and the zip. */
class FolderApiTest {
  private static final String DEPLOYMENTS = "/api/v1/deployments";
  private static final byte[] FOLDER = folder("main.py", "lib/tide.py", "prompts/rules.md");

  private static FakeStorage storage;
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  @Test
  void aFolderIsStoredInOneForm_whoeverHasPackedIt() {
    List<String> hashes = new ArrayList<>();
    for (byte[] archive :
        List.of(FOLDER, project("main.py", "lib/tide.py", "prompts/rules.md").compressed())) {
      String id = "d-folder" + hashes.size();
      Reply reply = send(DEPLOYMENTS, request(id, "main.py:main"), archive);

      assertThat(reply.status()).as(reply.body()).isEqualTo(202);
      ArtifactRef stored = stored(id);
      hashes.add(stored.sha256());
    }

    assertThat(hashes.getFirst()).isEqualTo(hashes.getLast());
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get(DEPLOYMENTS + "/d-folder0").text("request/entry"))
                    .isEqualTo("main.py:main"));
  }

  @Test
  void theSameRequestAgain_isTheSameDeployment_andAnotherFolderIsAConflict() {
    assertThat(send(DEPLOYMENTS, request("d-again", null), FOLDER).status()).isEqualTo(202);
    assertThat(send(DEPLOYMENTS, request("d-again", null), FOLDER).status()).isEqualTo(202);
    assertThat(send(DEPLOYMENTS, request("d-again", null), folder("main.py")).status())
        .isEqualTo(409);
  }

  @Test
  void everythingThatIsWrong_isSaidAtOnce_andNothingIsStored() {
    var before = storage.storedCode();
    String request =
        "{\"function_name\":\"pilot\",\"memory_size\":1,\"code\":\"x = 1\",\"entry\":\"main\"}";

    Reply refused = send(DEPLOYMENTS, request, folder("main.py", "../a.py", ".env"));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains(
            "\"field\":\"memory_size\"",
            "\"field\":\"code\"",
            "\"field\":\"entry\"",
            "\"code\":\"parent_path\"",
            "\"file\":\"../a.py\"",
            "\"code\":\"secrets_file\"",
            "\"field\":\"source\"");
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void anEntryThatIsNotInTheFolder_isRefusedBeforeAnythingIsStored() {
    var before = storage.storedCode();

    Reply refused = send(DEPLOYMENTS, request("d-entry", "start.py:main"), FOLDER);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message")).contains("start.py is not in the folder");
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void anEntryInAnotherFileThanTheOnlyOne_isRefused() {
    Reply refused =
        starter.post(
            DEPLOYMENTS,
            "{\"function_name\":\"pilot\",\"code\":\"x = 1\",\"entry\":\"main.py:run\"}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("errors/0/message")).contains("expected: agent.py, the only file");
  }

  @Test
  void codeThatTheCheckRefuses_leavesNothing() {
    var before = storage.storedCode();
    var files = new TreeMap<>(project("main.py").files());
    files.put("lib/broken.py", "def broken(\n".getBytes(StandardCharsets.UTF_8));

    Reply refused = send(DEPLOYMENTS, request("d-broken", null), new Project(files).archive());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void aCheckTakesFolders_andKeepsNone() {
    var before = storage.storedCode();

    assertThat(send("/api/v1/check", "{}", FOLDER).text("ok")).isEqualTo("true");
    assertThat(send("/api/v1/check", "{}", folder("notes.txt")).text("errors/0/code"))
        .isEqualTo("no_python");
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void aFormThatIsNone_isRefusedInWords() {
    String json = request("d-form", null);
    assertThat(
            form(DEPLOYMENTS, part("request", json.getBytes(StandardCharsets.UTF_8)))
                .text("detail"))
        .contains("no part named source");
    assertThat(form(DEPLOYMENTS, part("source", FOLDER)).text("detail"))
        .contains("no part named request");
    assertThat(form(DEPLOYMENTS, part("archive", FOLDER)).text("detail"))
        .contains("a part named archive (expected: request");
    assertThat(form(DEPLOYMENTS, "nothing of the kind".getBytes(StandardCharsets.UTF_8)).status())
        .isEqualTo(400);
    assertThat(send(DEPLOYMENTS, "{", FOLDER).status()).isEqualTo(400);
  }

  @Test
  void tooManyBytes_are413_andNothingIsStored() {
    var before = storage.storedCode();
    byte[] noise = new byte[(16 << 20) + 1];
    new Random(1).nextBytes(noise);

    assertThat(send(DEPLOYMENTS, request("d-large", null), noise).status()).isEqualTo(413);
    assertThat(send(DEPLOYMENTS, request("d-large", null), new byte[18 << 20]).status())
        .isEqualTo(413);
    assertThat(storage.storedCode()).isEqualTo(before);
  }

  @Test
  void aRetryTakesAFolder() {
    String parked =
        "{\"deployment_id\":\"d-retry\",\"function_name\":\"fretry\",\"memory_size\":666,\"on_failure\":\"park\"}";
    assertThat(send(DEPLOYMENTS, parked, FOLDER).status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get(DEPLOYMENTS + "/d-retry").text("status"))
                    .isEqualTo("parked"));

    Reply refused = send(DEPLOYMENTS + "/d-retry/retry", "{}", folder("/etc/a.py"));
    Reply retried =
        send(
            DEPLOYMENTS + "/d-retry/retry", "{\"patch\":{\"memory_size\":512}}", folder("main.py"));

    assertThat(refused.text("errors/0/code")).isEqualTo("absolute_path");
    assertThat(retried.status()).as(retried.body()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(starter.get(DEPLOYMENTS + "/d-retry").text("status"))
                    .isEqualTo("succeeded"));
  }

  private static ArtifactRef stored(String deployment) {
    return storage.storedCode().stream()
        // Beside it stands what the first steps have made of it, if they were fast.
        .filter(ref -> ref.uri().matches(".*/%s/.*/project\\.zip".formatted(deployment)))
        .findFirst()
        .orElseThrow();
  }

  private static String request(String id, @Nullable String entry) {
    return "{\"deployment_id\":\"%s\",\"function_name\":\"%s\"%s}"
        .formatted(id, id, entry == null ? "" : ",\"entry\":\"" + entry + "\"");
  }

  private static Reply send(String path, String request, byte[] archive) {
    return form(
        path, part("request", request.getBytes(StandardCharsets.UTF_8)), part("source", archive));
  }

  private static Reply form(String path, byte[]... parts) {
    return Multipart.send(starter, path, parts);
  }

  private static byte[] folder(String... paths) {
    return project(paths).archive();
  }

  private static Project project(String... paths) {
    var files = new TreeMap<String, byte[]>();
    for (String path : paths) {
      files.put(path, "def main(p): return p\n".getBytes(StandardCharsets.UTF_8));
    }
    return new Project(files);
  }
}
