package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project's slipway.toml. */
class ProjectDefaultsTest extends CommandLineCase {
  private void accepts() {
    server.on("POST /deployments", 202, "{\"deployment_id\":\"d-1\"}");
  }

  @Test
  void options_comeFromTheFile_unlessTheyAreGiven() {
    file(
        "slipway.toml",
        """
        # The harbour's agents.
        [check]
        runtime = "python3.13"

        [deploy]
        name = 'weather'   # quotes of either kind
        memory = 1_024
        env = [
          "MODE=calm",
          "WHO=\\"us\\"",  # the last comma may stay
        ]
        tracing = true
        """);
    accepts();
    assertThat(slipway("deploy", file("a.py", "x"), "--memory", "256", "--no-wait")).isZero();
    assertThat(lastBody())
        .contains(
            "\"function_name\":\"weather\"",
            "\"memory_size\":256",
            "\"environment_variables\":{\"MODE\":\"calm\",\"WHO\":\"\\\"us\\\"\"}",
            "\"tracing\":true")
        .doesNotContain("python3.13");
  }

  @Test
  void aFlagOfTheFile_isTurnedOffByTheCaller() {
    file("slipway.toml", "[deploy]\nname = \"n\"\ntracing = true\n");
    accepts();
    slipway("deploy", file("a.py", "x"), "--no-tracing", "--no-wait");
    assertThat(lastBody()).contains("\"tracing\":false");
  }

  @Test
  void theFileOfAFolderAbove_isFound_andSaid() throws IOException {
    file("slipway.toml", "[deploy]\nname = \"n\"\npermissions = \"rights.json\"\n");
    file("rights.json", "[{\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]");
    String code = file("a.py", "x");
    String path = directory.resolve("slipway.toml").toString();
    directory = Files.createDirectories(directory.resolve("agents/weather"));
    accepts();
    assertThat(slipway("deploy", code, "--no-wait")).isZero();
    assertThat(console.errText()).contains("Defaults from " + path);
    assertThat(lastBody()).contains("s3:GetObject");
  }

  @Test
  void aFileBeyondTheRepositoryOrTheHomeFolder_isNotUsed() throws IOException {
    file("slipway.toml", "[deploy]\nmemory = 256\n");
    Path home = Files.createDirectories(directory.resolve("home"));
    Path repository = Files.createDirectories(directory.resolve("home/repository/.git"));
    String code = file("a.py", "x");
    environment.put("HOME", home.toString());
    accepts();
    for (Path folder : List.of(home, repository.resolveSibling("agents"))) {
      directory = Files.createDirectories(folder);
      assertThat(slipway("deploy", code, "--name", "n", "--no-wait")).isZero();
      assertThat(lastBody()).doesNotContain("256");
    }
    environment.remove("HOME");
    assertThat(slipway("deploy", code, "--name", "n", "--no-wait")).isZero();
    assertThat(lastBody()).doesNotContain("256");
    assertThat(console.errText()).isEmpty();
  }

  @Test
  void aFileThatOthersMayWrite_isRefused() throws IOException {
    Path written = Path.of(file("slipway.toml", "[deploy]\nname = \"n\"\n"));
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(slipway("deploy", file("a.py", "x"))).isEqualTo(2);
    assertThat(console.errText()).contains(written + ": others may write it");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFileOfSomebodyElse_isRefused() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root gives files away");
    Path given = Path.of(file("slipway.toml", "[deploy]\nname = \"n\"\n"));
    Files.setAttribute(given, "unix:uid", 54321);
    assertThat(slipway("deploy", file("a.py", "x"))).isEqualTo(2);
    assertThat(console.errText()).contains(given + " belongs to 54321");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aMistake_stopsOnlyTheVerbsThatWouldUseTheFile() {
    file("slipway.toml", "[check]\nregion = 1 2\n");
    server.on("GET /deployments", 200, "{\"deployments\":[]}");
    assertThat(slipway("list")).isZero();
    assertThat(console.errText())
        .contains("warning: no defaults: " + directory.resolve("slipway.toml") + ":2: region");
    assertThat(slipway("check", file("a.py", "x"))).isEqualTo(2);
    assertThat(slipway("deploy", file("a.py", "x"))).isEqualTo(2);
  }

  @Test
  void aLongTextAndALongComment_areRead() {
    String words = "\\t".repeat(15_000);
    String comment = "#\n".repeat(15_000);
    file("slipway.toml", "[deploy]\nname = \"n\"\nenv = [\"A=" + words + "\"]\n");
    accepts();
    assertThat(slipway("deploy", file("a.py", "x"), "--no-wait")).isZero();
    assertThat(lastBody()).contains(words);
    file("slipway.toml", comment + "[deploy]\nname = \"late\"\n");
    assertThat(slipway("deploy", file("a.py", "x"), "--no-wait")).isZero();
    assertThat(lastBody()).contains("late");
  }

  @Test
  void theSessionOfADeploy_isASetting_butNotThatOfAnInvoke() {
    file("slipway.toml", "[deploy]\nname = \"n\"\nsession = \"s3\"\n[invoke]\nsession = \"a\"\n");
    accepts();
    assertThat(slipway("deploy", file("a.py", "x"), "--no-wait")).isZero();
    assertThat(slipway("invoke", "weather", "Hello")).isEqualTo(2);
    assertThat(console.errText()).contains("session can't have a default in a file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[deploy]#memroy = 1|slipway.toml:2: deploy has no option --memroy (expected: one of"
            + " account,",
        "[depoly]#memory = 1|slipway.toml:2: [depoly] is no verb",
        "memory = 1|slipway.toml:1: memory: outside of a section",
        "[deploy]#memory = 512MB|slipway.toml:2: memory: more than one value, or a text without quotes",
        "[deploy]#memory 512|slipway.toml:2: not understood (expected: [VERB], or KEY = VALUE)",
        "[deploy]#memory =|slipway.toml:2: memory: not understood",
        "[deploy]##env = [\"A=1\"|slipway.toml:3: env: a list that does not end",
        "[deploy]#region = [\"a\", \"b\"]|slipway.toml:2: region: a list (expected: one value)",
        "[deploy]#tracing = \"on\"|slipway.toml:2: tracing: on (expected: true or false)",
        "[deploy]#memory = true|slipway.toml:2: memory: true (expected: a value)",
        "[deploy]#api-key = [\"A=secret\"]|slipway.toml:2: api-key: more than a name",
        "[deploy]#api-key = [\"A=secret=@x\"]|slipway.toml:2: api-key: more than a name",
        "[deploy]#api-key = [\"A=@secret\"]|slipway.toml:2: api-key: more than a name",
        "[deploy]#plan = true|slipway.toml:2: plan: nobody could turn it off again",
        "[deploy]#approval = false|slipway.toml:2: approval: false (expected: true or a value)",
        "[retry]#code = \"a.py\"|slipway.toml:2: code can't have a default in a file",
        "[approve]#reason = \"fine\"|slipway.toml:2: reason can't have a default in a file",
        "[destroy]#yes = true|slipway.toml:2: yes can't have a default in a file",
        "[deploy]#server = \"https://x\"|slipway.toml:2: server can't have a default in a file",
      })
  void whatIsWrong_isSaidInItsPlace_andNothingIsSent(String text, String message) {
    file("slipway.toml", text.replace('#', '\n'));
    String section = text.replaceAll("(?s)^\\[(\\w+)].*|.*", "$1");
    String verb = Set.of("destroy", "retry", "approve").contains(section) ? section : "deploy";
    assertThat(slipway(verb, file("a.py", "x"))).isEqualTo(2);
    assertThat(console.errText()).contains(message).doesNotContain("secret");
    assertThat(server.requests()).isEmpty();
  }
}
