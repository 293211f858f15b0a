package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is a folder: what is live is asked for what only its files know. */
class FolderIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @TempDir private Path folder;

  @Test
  void theExample_isDeployedByTheCommandLine_changed_andRolledBack() throws IOException {
    copy(Ground.root().resolve("examples/harbour"));
    Files.writeString(folder.resolve(".env"), "KEY=not for the server");

    var first = deploy("folder-cli");

    assertThat(String.join("\n", first.lines())).contains("14 files");
    assertThat(ask("folder-cli", "High water at Brest?"))
        .isEqualTo("High water at Brest is 6.1 m.");
    assertThat(ask("folder-cli", "skills")).isEqualTo("berthing, tide-tables");
    assertThat(ask("folder-cli", "Who are you?")).startsWith("Pilot here. [ministack");
    JsonNode live = live("folder-cli");
    assertThat(live.path("project").path("files").asInt()).isEqualTo(14);
    assertThat(live.path("project").path("entry").asText()).isEqualTo("main.py");

    Files.writeString(folder.resolve("data/tides.json"), "{\"brest\": 7.2}");
    deploy("folder-cli");
    assertThat(ask("folder-cli", "High water at Brest?"))
        .isEqualTo("High water at Brest is 7.2 m.");
    JsonNode changed = view("folder-cli");
    assertThat(changed.path("artifact").path("layer_reused").asBoolean()).isTrue();
    assertThat(live("folder-cli").path("lock_sha256")).isEqualTo(live.path("lock_sha256"));

    var back = RunningCommand.run(SHARED.stack().address(), "rollback", "folder-cli", "--to", "1");
    assertThat(back.exitCode()).as("%s", back.lines()).isZero();
    assertThat(ask("folder-cli", "High water at Brest?"))
        .isEqualTo("High water at Brest is 6.1 m.");
    assertThat(live("folder-cli").path("project")).isEqualTo(live.path("project"));
  }

  @Test
  void anArchiveOfAnyTool_isDeployedByHttp_andARetryShipsTheNewFolder() throws IOException {
    write("start.py", "from parts.words import WORD\ndef run(prompt): return WORD\n");
    write("parts/words.py", "from pathlib import Path\nWORD = Path('words/one.txt').read_text()\n");
    write("words/one.txt", "first");
    Map<String, Object> request =
        Map.of(
            "function_name", "folder-http",
            "entry", "start.py:run",
            "runtime", Emulated.RUNTIME,
            "on_failure", "park",
            "smoke_test", Map.of("expectation", "second"));

    String id = accepted(SHARED.api().postFolder("/deployments", request, zip()));
    JsonNode parked = SHARED.api().awaitStatus(id, Set.of("parked", "failed", "succeeded"));
    assertThat(parked.path("status").asText()).as("%s", parked).isEqualTo("parked");
    assertThat(parked.path("step").asText()).isEqualTo("smokeTest");
    assertThat(parked.path("failure").toString()).contains("first");

    write("words/one.txt", "second");
    accepted(SHARED.api().postFolder("/deployments/" + id + "/retry", Map.of(), zip()));
    JsonNode view = SHARED.api().awaitEnd(id);
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    assertThat(ask("folder-http", "Hello?")).isEqualTo("second");
    assertThat(view.path("artifact").path("project").path("entry").asText()).isEqualTo("start.py");
  }

  @Test
  void aZip_isChosenOnThePage() throws IOException {
    write("pilot.py", "from depth import FATHOMS\ndef main(prompt): return f'{FATHOMS} fathoms'\n");
    write("depth.py", "FATHOMS = 5\n");
    Path zip = Files.write(Files.createTempFile("folder", ".zip"), zip());
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
      page.navigate("/new");
      page.getByLabel("Function name").fill("folder-page");
      page.getByLabel("Or its folder, as a zip").setInputFiles(zip);
      PlaywrightAssertions.assertThat(page.locator("#advice")).containsText("ready to deploy");
      PlaywrightAssertions.assertThat(page.locator("#advice"))
          .containsText("2 files, starting with pilot.py");
      page.locator("button.go").click();
      page.waitForURL("**/deployments/**");
      JsonNode view = SHARED.api().awaitEnd(page.url().substring(page.url().lastIndexOf('/') + 1));
      assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
    } finally {
      Files.delete(zip);
    }
    assertThat(ask("folder-page", "How deep?")).isEqualTo("5 fathoms");
  }

  @Test
  void whatIsRefused_leavesNothingInS3() throws IOException {
    List<String> before = SHARED.world().objectKeys().filter(FolderIT::isOfARefusedOne).toList();
    write("main.py", "from lib.gone import x\ndef main(p): return x\n");
    write("lib/here.py", "x = 1\n");

    Answer missing = refused("folder-refused", zip());
    assertThat(missing.body().toString()).contains("own_module", "main.py");

    byte[] escaping =
        new String(zip(), StandardCharsets.ISO_8859_1)
            .replace("lib/here.py", "../../he.py")
            .getBytes(StandardCharsets.ISO_8859_1);
    Answer outside = refused("folder-refused", escaping);
    assertThat(outside.body().path("errors").path(0).path("code").asText())
        .isEqualTo("parent_path");

    assertThat(SHARED.world().objectKeys().filter(FolderIT::isOfARefusedOne)).isEqualTo(before);
  }

  @Test
  void aCheckOfTheExample_findsNothing_andOfABrokenFolder_namesFileAndLine() throws IOException {
    copy(Ground.root().resolve("examples/harbour"));
    var fine = RunningCommand.run(SHARED.stack().address(), "check", folder.toString());
    assertThat(fine.exitCode()).as("%s", fine.lines()).isZero();
    assertThat(String.join("\n", fine.lines()))
        .contains("14 files", "starts with main.py", "strands-agents<2,>=1.60");

    write("harbour/tides.py", "from .table import metres\n");
    var broken = RunningCommand.run(SHARED.stack().address(), "check", folder.toString());
    assertThat(broken.exitCode()).isEqualTo(1);
    assertThat(String.join("\n", broken.lines())).contains("harbour/tides.py:1:", "own_module");
  }

  private static boolean isOfARefusedOne(String key) {
    return key.contains("folder-refused") || key.startsWith("checks/");
  }

  private static Answer refused(String name, byte[] zip) {
    Answer answer = SHARED.api().postFolder("/deployments", Map.of("function_name", name), zip);
    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    return answer;
  }

  private static String accepted(Answer answer) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.body().path("deployment_id").asText();
  }

  private RunningCommand.Ended deploy(String name) {
    var ended =
        RunningCommand.run(
            SHARED.stack().address(),
            "deploy",
            folder.toString(),
            "--name",
            name,
            "--runtime",
            Emulated.RUNTIME,
            "--no-smoke");
    assertThat(ended.exitCode()).as("%s", String.join("\n", ended.lines())).isZero();
    return ended;
  }

  private static String ask(String name, String prompt) {
    Answer answer = SHARED.api().invoke(TinyAgent.stack(name), Map.of("prompt", prompt));
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    return answer.body().path("response").path("response").asText();
  }

  private static JsonNode live(String name) {
    return SHARED.api().get("/agents/us-east-1/" + TinyAgent.stack(name)).body().path("live");
  }

  private static JsonNode view(String name) {
    return SHARED.api().view(live(name).path("deployment_id").asText());
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text);
  }

  private void copy(Path source) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(source.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes);
        Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
