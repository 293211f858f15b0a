package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
  void theFileOfAFolderAbove_isFound_andSaidOnATerminal() throws java.io.IOException {
    java.nio.file.Path below =
        java.nio.file.Files.createDirectories(directory.resolve("agents/weather"));
    file("slipway.toml", "[deploy]\nname = \"n\"\n");
    String code = file("a.py", "x");
    directory = below;
    accepts();
    assertThat(slipway("deploy", code, "--no-wait")).isZero();
    assertThat(console.errText()).isEmpty();
    console.asTerminal(100);
    assertThat(slipway("deploy", code, "--no-wait")).isZero();
    assertThat(console.errText()).contains("Defaults from ", "slipway.toml");
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
        "[deploy]#memory = 512MB|slipway.toml:2: more than one value",
        "[deploy]#memory 512|slipway.toml:2: not understood (expected: [VERB], or KEY = VALUE)",
        "[deploy]#memory =|slipway.toml:2: memory: not understood",
        "[deploy]##env = [\"A=1\"|slipway.toml:3: env: a list that does not end",
        "[deploy]#region = [\"a\", \"b\"]|slipway.toml:2: region: a list (expected: one value)",
        "[deploy]#tracing = \"on\"|slipway.toml:2: tracing: on (expected: true or false)",
        "[deploy]#memory = true|slipway.toml:2: memory: true (expected: a value)",
        "[deploy]#api-key = [\"A=secret\"]|slipway.toml:2: api-key: a key in a file",
        "[destroy]#yes = true|slipway.toml:2: yes can't have a default in a file",
        "[deploy]#server = \"https://x\"|slipway.toml:2: server can't have a default in a file",
      })
  void whatIsWrong_isSaidInItsPlace_andNothingIsSent(String text, String message) {
    file("slipway.toml", text.replace('#', '\n'));
    String verb = text.startsWith("[destroy]") ? "destroy" : "deploy";
    assertThat(slipway(verb, file("a.py", "x"))).isEqualTo(2);
    assertThat(console.errText()).contains(message).doesNotContain("secret");
    assertThat(server.requests()).isEmpty();
  }
}
