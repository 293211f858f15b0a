package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which token goes to which server, and that it goes nowhere else. */
class TokenTest extends CommandLineCase {
  private static final String SECRET = "slp_canary-1f2e3d";

  @Test
  void environmentGoesBeforeLogin_andLoginBeforeTheLocalStack() throws IOException {
    server.on("GET /agents", 200, "{\"agents\":[]}");
    environment.put("SLIPWAY_HOME", directory.toString());
    file("token", "of-local-stack\n");
    assertThat(slipway("agents")).isZero();

    store(server.url(), "of-login");
    assertThat(slipway("agents")).isZero();

    environment.put("SLIPWAY_TOKEN", "of-environment\n");
    assertThat(slipway("agents")).isZero();

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::authorization)
        .containsExactly("Bearer of-local-stack", "Bearer of-login", "Bearer of-environment");
  }

  @Test
  void withoutAToken_nothingIsSaidAboutTheCaller() {
    server.on("GET /agents", 200, "{\"agents\":[]}");
    environment.put("USER", "kim");
    environment.put("SLIPWAY_TOKEN", " ");
    environment.put("SLIPWAY_HOME", directory.resolve("absent").toString());
    assertThat(slipway("agents")).isZero();

    assertThat(server.requests().getFirst().headers())
        .doesNotContainKeys("Authorization", "X-slipway-user", "X-Slipway-User");
  }

  @Test
  void tokenOfAnotherServer_staysHere() throws IOException {
    store("https://slipway.example.com", SECRET);
    server.on("GET /agents", 200, "{\"agents\":[]}");
    assertThat(slipway("agents")).isZero();
    assertThat(server.requests().getFirst().authorization()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://slipway.example.com,      https://Slipway.Example.com:443/",
    "https://slipway.example.com/base, https://slipway.example.com/base//",
    "http://localhost,                 localhost:80",
    "http://[::1]:8480,                http://[::1]:8480"
  })
  void loginIsFound_howeverItsAddressIsSpelt(String stored, String spelt) throws IOException {
    store(stored, "two words are no token");
    assertThat(slipway("agents", "--server", spelt)).isEqualTo(2);
    assertThat(console.errText()).contains("credentials.json: not what 'slipway login' writes");
  }

  /** An error message must not hold it either: it is about the address alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://slipway.example.com",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
        "http://192.168.0.7:8480",
        "http://0.0.0.0:8480"
      })
  void plainHttpToAnotherMachine_getsNoToken(String address) {
    environment.put("SLIPWAY_TOKEN", SECRET);
    assertThat(slipway("agents", "--server", address)).isEqualTo(2);
    assertThat(console.errText())
        .startsWith("error: server: '" + address + "' gets no token")
        .endsWith("(expected: https)")
        .doesNotContain(SECRET);
  }

  @Test
  void tokenOfTheLocalStack_isForThisMachineOnly() {
    environment.put("SLIPWAY_HOME", directory.toString());
    file("token", "two words");
    server.on("GET /agents", 200, "{\"agents\":[]}");

    assertThat(slipway("agents")).isEqualTo(2);
    assertThat(console.errText()).contains("token: not a token (expected: one word");
    // A reserved name that no resolver knows: it is asked, without the token having been read.
    assertThat(slipway("agents", "--server", "http://slipway.invalid")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isNotFollowed(int status) {
    try (var elsewhere = new ScriptedServer()) {
      environment.put("SLIPWAY_TOKEN", SECRET);
      server
          .onRedirect("GET /agents", status, elsewhere.url() + "/api/v1/agents?t=1")
          .onRedirect("POST /check", status, elsewhere.url() + "/api/v1/check")
          .onRedirect("GET /deployments/d-1/events", status, elsewhere.url());

      assertThat(slipway("agents")).isEqualTo(2);
      assertThat(console.errText())
          .contains(server.url() + " redirects to " + elsewhere.url() + "/api/v1/agents.")
          .doesNotContain(SECRET, "t=1");
      assertThat(slipway("check", file("a.py", "x"))).isEqualTo(2);
      assertThat(slipway("watch", "d-1")).isEqualTo(2);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  /** The JDK drops the body of a 401 to what was streamed. */
  @Test
  void whoeverIsNotSignedIn_readsWhyAndWhatToDo() {
    String problem =
        "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"The token expired.\"}";
    server.on("GET /agents", 401, problem).on("POST /check", 401, problem);

    assertThat(slipway("agents")).isEqualTo(2);
    assertThat(slipway("check", file("a.py", "x"))).isEqualTo(2);
    assertThat(console.errText().lines().toList())
        .containsSubsequence(
            "error: The token expired.",
            "Sign in: slipway login. The stack that ./slipway up starts needs no sign-in on its machine.",
            "error: The token expired.");
  }

  @Test
  void missingRole_isTheServersToName() {
    server.on("GET /agents", 403, "{\"title\":\"Forbidden\",\"detail\":\"It needs the role x.\"}");
    assertThat(slipway("agents")).isEqualTo(2);
    assertThat(console.errText()).isEqualTo("error: It needs the role x.");
  }

  @Test
  void identityProviderThatIsDown_isExitCodeThree() {
    server.on("GET /agents", 503, "{\"title\":\"The identity provider does not answer\"}");
    assertThat(slipway("agents")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 500})
  void serverThatRepeatsTheToken_isNotRepeated(int status) {
    environment.put("SLIPWAY_TOKEN", SECRET);
    String problem = "{\"title\":\"t\",\"detail\":\"'%s' is bad\"}".formatted(SECRET);
    server.on("GET /agents", status, problem);

    slipway("agents");
    slipway("agents", "--json");
    assertThat(console.errText()).startsWith("error: '…' is bad").doesNotContain(SECRET);
    assertThat(console.outText()).contains("'…' is bad").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slp_canary with words", "slp_canary\r\nX-Evil: 1", "slp_canäry"})
  void textThatCannotBeAToken_isRefusedWithoutRepeatingIt(String text) {
    environment.put("SLIPWAY_TOKEN", text);
    assertThat(slipway("agents")).isEqualTo(2);
    assertThat(console.errText())
        .isEqualTo("error: $SLIPWAY_TOKEN: not a token (expected: one word, such as slp_…)");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "login slp_canary-1f2e3d",
        "login --with-token=slp_canary-1f2e3d",
        "agents --server slp_canary-1f2e3d://x"
      })
  void tokenInTheWrongPlace_isNotRepeated(String line) {
    assertThat(slipway(line.split(" "))).isEqualTo(2);
    assertThat(console.errText()).startsWith("error: ").contains("slp_…").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "slp_canary",
        "[]",
        "{}",
        "{\"servers\": 5}",
        "{\"servers\": {\"SERVER\": \"slp_canary\"}}",
        "{\"servers\": {\"SERVER\": {\"token\": {\"a\": \"slp_canary\"}}}}"
      })
  void malformedCredentials_areSaidToBe_withoutRepeatingThem(String text) throws IOException {
    Path file = credentials(text.replace("SERVER", server.url()));
    assertThat(slipway("agents")).isEqualTo(2);
    assertThat(console.errText())
        .startsWith("error: " + file + ": not what 'slipway login' writes")
        .endsWith("Repair it, or delete it and sign in again.")
        .doesNotContain("canary");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void credentialsLieInTheHomeFolder_unlessConfiguredElsewhere() throws IOException {
    environment.put("HOME", directory.toString());
    environment.put("XDG_CONFIG_HOME", "relative");
    Path folder = Files.createDirectories(directory.resolve(".config/slipway"));
    Files.writeString(
        folder.resolve("credentials.json"),
        "{\"servers\":{\"%s\":{\"token\":\"of-home\"}}}".formatted(server.url()));
    server.on("GET /agents", 200, "{\"agents\":[]}");

    assertThat(slipway("agents")).isZero();
    assertThat(server.requests().getFirst().authorization()).isEqualTo("Bearer of-home");
  }

  private void store(String address, String token) throws IOException {
    credentials("{\"servers\":{\"%s\":{\"token\":\"%s\"}}}".formatted(address, token));
  }

  private Path credentials(String text) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("slipway"));
    return Files.writeString(folder.resolve("credentials.json"), text);
  }
}
