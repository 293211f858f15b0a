package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.signin.Browser;
import dev.slipway.cli.signin.BrowserSignIn;
import dev.slipway.cli.signin.SignInFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** login, logout and whoami. */
class SignInTest extends CommandLineCase {
  private static final String SECRET = "slp_canary-1f2e3d";
  private static final String KIM =
      "{\"issuer\":\"https://login.example.com\",\"subject\":\"u-1\",\"name\":\"Kim\",\"method\":\"token\",\"token_id\":\"t-1\"}";
  private static final String WHOAMI =
      """
      {"principal":%s,"roles":[
        {"role":"deployer","agents":["weather-*"],"regions":["eu-*","us-east-1"]},
        {"role":"viewer","agents":[],"regions":[]}],"expires_at":"2026-12-24T10:00:00Z"}"""
          .formatted(KIM);
  private static final Pattern ADDRESS =
      Pattern.compile("(http://.*)/login/cli\\?port=(\\d+)&state=([\\w-]+)&challenge=([\\w-]+)");

  private final List<String> pages = new ArrayList<>();
  private final List<CompletableFuture<Void>> people = new CopyOnWriteArrayList<>();

  @Test
  void loginByBrowser_storesTheTokenForItsOwnerOnly() throws Exception {
    var challenges = new ArrayList<String>();
    exchangeGivesAToken();
    environment.put("SLIPWAY_TOKEN", "of-environment");
    inTheBrowser(
        sent -> {
          challenges.add(sent.group(4));
          pages.add(get(sent, "/done?code=c%2B1&state=" + sent.group(3), 200));
        });

    assertThat(login()).isZero();

    assertThat(console.outText())
        .isEqualTo("Signed in to " + server.url() + " as Kim, until 2026-12-24 10:00:00.");
    assertThat(console.errText()).endsWith("$SLIPWAY_TOKEN is set, and goes before it.");
    assertThat(console.outText() + console.errText()).doesNotContain(SECRET);
    assertThat(pages).singleElement().asString().contains("You can close this window");
    assertAsked("POST /login/exchange");
    assertThat(server.requests().getFirst().authorization()).isEmpty();
    JsonNode exchanged = Json.parse(lastBody()).orElseThrow();
    assertThat(exchanged.path("login_code").asText()).isEqualTo("c+1");
    assertThat(challenges).containsExactly(sha256(exchanged.path("verifier").asText()));
    assertThat(console.errText()).doesNotContain(exchanged.path("verifier").asText());
    assertThat(permissions("slipway")).isEqualTo("rwx------");
    assertThat(permissions("slipway/credentials.json")).isEqualTo("rw-------");
    try (var files = Files.list(directory.resolve("slipway"))) {
      assertThat(files).as("nothing is left over").hasSize(1);
    }

    environment.remove("SLIPWAY_TOKEN");
    server.on("GET /whoami", 200, WHOAMI);
    assertThat(slipway("whoami")).isZero();
    assertThat(server.requests().getLast().authorization()).isEqualTo("Bearer " + SECRET);
  }

  @Test
  void looseModes_areTightened_andOtherServersStay() throws IOException {
    store("https://other.example.com", "of-other");
    Files.setPosixFilePermissions(
        directory.resolve("slipway"), PosixFilePermissions.fromString("rwxr-xr-x"));
    server.on("GET /whoami", 200, WHOAMI);
    console.withInput(SECRET + "\n");

    assertThat(slipway("login", "--with-token")).isZero();

    assertThat(permissions("slipway")).isEqualTo("rwx------");
    assertThat(permissions("slipway/credentials.json")).isEqualTo("rw-------");
    assertThat(stored()).contains("of-other", SECRET, "2026-12-24T10:00:00Z");
  }

  @Test
  void browserOfAnotherSignIn_isRefused_andTheRightOneStillGetsIn() {
    exchangeGivesAToken();
    inTheBrowser(
        sent -> {
          pages.add(get(sent, "/done?code=evil&state=guessed", 400));
          pages.add(get(sent, "/done?code=evil", 400));
          pages.add(get(sent, "/done?state=" + sent.group(3), 400));
          get(sent, "/favicon.ico", 404);
          get(sent, "/done?code=good&state=" + sent.group(3), 200);
        });

    assertThat(login("--json")).isZero();

    assertThat(pages).allSatisfy(page -> assertThat(page).contains("This is not the sign-in"));
    assertThat(console.errText()).contains("came back from another sign-in, and was refused");
    assertThat(server.requests()).hasSize(1);
    assertThat(lastBody()).contains("\"login_code\":\"good\"").doesNotContain("evil");
    assertThat(Json.parse(console.outText()).orElseThrow().path("principal").path("name").asText())
        .isEqualTo("Kim");
  }

  /** A page whose name was made to lead to this machine. */
  @Test
  void callByAnotherName_isRefused() {
    exchangeGivesAToken();
    inTheBrowser(
        sent -> {
          String other = "http://localhost:" + sent.group(2);
          fetch(other + "/done?code=evil&state=" + sent.group(3), 404);
          get(sent, "/done?code=good&state=" + sent.group(3), 200);
        });

    assertThat(login()).isZero();
    assertThat(lastBody()).contains("good").doesNotContain("evil");
  }

  @Test
  void personWhoDeclines_isNotSignedIn() {
    inTheBrowser(sent -> get(sent, "/done?error=access_denied&state=" + sent.group(3), 200));

    assertThat(login()).isEqualTo(1);
    assertThat(console.errText()).endsWith("error: The sign-in was declined in the browser.");
    assertThat(server.requests()).isEmpty();
    assertThat(directory.resolve("slipway")).doesNotExist();
  }

  @Test
  void codeThatTheServerRefuses_isNoSignIn() {
    server.on("POST /login/exchange", 400, "{\"title\":\"The code was used before.\"}");
    inTheBrowser(sent -> get(sent, "/done?code=c&state=" + sent.group(3), 200));

    assertThat(login()).isEqualTo(2);
    assertThat(console.errText()).endsWith("error: The code was used before.");
    assertThat(directory.resolve("slipway")).doesNotExist();
  }

  @Test
  void signInThatNoOneConfirms_timesOut() {
    var browser = new Browser(Map.of());
    var signIn = new BrowserSignIn(ServerAddress.of(server.url()), console, browser, Duration.ZERO);

    assertThatThrownBy(signIn::run)
        .isInstanceOf(SignInFailed.class)
        .hasMessageContaining("No one signed in within")
        .hasMessageContaining("slipway login --with-token");
    assertThat(BrowserSignIn.TIMEOUT).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void browserCommand_getsTheAddress() throws IOException {
    Path seen = directory.resolve("seen");
    Path command =
        Files.writeString(directory.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" > " + seen);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    var browser = new Browser(Map.of("PATH", "/nowhere:" + directory, "DISPLAY", ":0"));

    assertThat(browser.open("https://slipway.example.com/x?y=1").orElseThrow().onExit().join())
        .satisfies(ended -> assertThat(ended.exitValue()).isZero());
    assertThat(seen).hasContent("https://slipway.example.com/x?y=1");
    assertThat(browser.open("--help")).isEmpty();
    assertThat(browser.open("file:///etc/passwd")).isEmpty();
    assertThat(new Browser(Map.of("PATH", directory.toString())).open("https://a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"login", "login --with-token"})
  void plainHttpToAnotherMachine_isNoPlaceToSignIn(String line) {
    console.withInput(SECRET);
    String[] words = (line + " --server http://slipway.example.com").split(" ");
    assertThat(slipway(words)).isEqualTo(2);
    assertThat(console.errText())
        .isEqualTo(
            "error: server: 'http://slipway.example.com' gets no token, since others could read it on the way (expected: https)");
  }

  @Test
  void tokenFromStandardInput_isStoredOnceTheServerKnowsIt() throws IOException {
    console.withInput(SECRET + "\n");
    server
        .on("GET /whoami", 401, "{\"title\":\"The token is unknown.\"}")
        .on("GET /whoami", 200, WHOAMI);

    assertThat(slipway("login", "--with-token")).isEqualTo(2);
    assertThat(console.errText()).contains("error: The token is unknown.");
    assertThat(directory.resolve("slipway")).doesNotExist();

    assertThat(slipway("login", "--with-token")).isZero();
    assertThat(stored()).contains(SECRET);
    assertThat(server.requests())
        .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer " + SECRET));
    assertThat(console.outText() + console.errText()).doesNotContain(SECRET);
  }

  @Test
  void tokenIsAskedFor_whereAPersonTypes() throws IOException {
    console.withSecret(SECRET);
    server.on("GET /whoami", 200, WHOAMI);
    assertThat(slipway("login", "--with-token", "--json")).isZero();
    assertThat(stored()).contains(SECRET);
    assertThat(console.outText()).contains("\"name\": \"Kim\"").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "slp_a\nslp_b"})
  void textThatIsNoToken_isRefused(String text) {
    console.withInput(text);
    assertThat(slipway("login", "--with-token")).isEqualTo(2);
    assertThat(console.errText())
        .isEqualTo("error: standard input: not a token (expected: one word, such as slp_…)");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void logout_revokesAndForgets() throws IOException {
    store(server.url(), SECRET);
    environment.put("SLIPWAY_TOKEN", "of-environment");
    server.on("GET /whoami", 200, WHOAMI).on("DELETE /tokens/t-1", 204, "");

    assertThat(slipway("logout")).isZero();

    assertThat(console.outText()).isEqualTo("Signed out of " + server.url() + ".");
    assertThat(console.errText()).isEqualTo("$SLIPWAY_TOKEN is set, and still signs you in.");
    assertAsked("GET /whoami", "DELETE /tokens/t-1");
    assertThat(server.requests())
        .allSatisfy(asked -> assertThat(asked.authorization()).isEqualTo("Bearer " + SECRET));
    assertThat(stored()).doesNotContain(SECRET);

    assertThat(slipway("logout")).isZero();
    assertThat(console.outText()).endsWith("You were not signed in to " + server.url() + ".");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void logoutFromAServerThatDoesNotAnswer_forgets_andSaysThatItDidNotRevoke() throws IOException {
    store(server.url(), SECRET);
    server.close();

    assertThat(slipway("logout", "--json")).isEqualTo(3);
    assertThat(console.errText())
        .startsWith("The token is forgotten, but not revoked: The server at " + server.url());
    assertThat(console.outText()).contains("\"forgotten\": true", "\"revoked\": false");
    assertThat(stored()).doesNotContain(SECRET);
  }

  @Test
  void logoutWithATokenThatTheServerCannotRevoke_forgetsIt() throws IOException {
    store(server.url(), SECRET);
    server
        .on("GET /whoami", 200, WHOAMI.replace(",\"token_id\":\"t-1\"", ""))
        .on("GET /whoami", 200, WHOAMI)
        .on("DELETE /tokens/t-1", 500, "{\"title\":\"Oh.\"}");
    assertThat(slipway("logout")).isEqualTo(1);
    assertThat(console.errText()).contains("not revoked: it is not one of the server's own");

    store(server.url(), SECRET);
    assertThat(slipway("logout")).isEqualTo(1);
    assertThat(console.errText()).endsWith("not revoked: Oh.");
    assertThat(stored()).doesNotContain(SECRET);
  }

  @Test
  void logoutWithATokenThatNobodyAccepts_isDone() throws IOException {
    store(server.url(), SECRET);
    server.on("GET /whoami", 401, "{\"title\":\"The token expired.\"}");
    assertThat(slipway("logout")).isZero();
    assertThat(stored()).doesNotContain(SECRET);
  }

  @Test
  void whoami_saysWhoAndWhatFor_andWhereTheTokenCameFrom() {
    environment.put("SLIPWAY_TOKEN", SECRET);
    server.on("GET /whoami", 200, WHOAMI);
    assertThat(slipway("whoami")).isZero();
    assertThat(console.outText())
        .startsWith("Kim\n")
        .contains(
            "issuer        https://login.example.com",
            "subject       u-1",
            "token         $SLIPWAY_TOKEN, t-1, until 2026-12-24 10:00:00",
            "ROLE      AGENTS     REGIONS",
            "deployer  weather-*  eu-*, us-east-1",
            "viewer    all        all")
        .doesNotContain(SECRET);
  }

  @Test
  void whoeverHasNoRole_isToldWhoGrantsThem() {
    server.on("GET /whoami", 200, "{\"principal\":%s,\"roles\":[]}".formatted(KIM));
    assertThat(slipway("whoami")).isZero();
    assertThat(console.outText()).contains("token         none", "No roles: an administrator");
  }

  private void exchangeGivesAToken() {
    server.on(
        "POST /login/exchange",
        200,
        "{\"token\":\"%s\",\"expires_at\":\"2026-12-24T10:00:00Z\",\"principal\":%s}"
            .formatted(SECRET, KIM));
  }

  /** Does what a person would once the command has printed its address. */
  private void inTheBrowser(Consumer<MatchResult> person) {
    console.whenPrinted(
        line ->
            ADDRESS
                .matcher(line)
                .results()
                .map(sent -> CompletableFuture.runAsync(() -> person.accept(sent)))
                .forEach(people::add));
  }

  /** Runs the command until it and the person are done. */
  private int login(String... options) {
    int code =
        slipway(Stream.concat(Stream.of("login"), Stream.of(options)).toArray(String[]::new));
    people.forEach(CompletableFuture::join);
    return code;
  }

  private static String get(MatchResult sent, String path, int expectedStatus) {
    return fetch("http://127.0.0.1:" + sent.group(2) + path, expectedStatus);
  }

  private static String fetch(String address, int expectedStatus) {
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      assertThat(connection.getResponseCode()).isEqualTo(expectedStatus);
      try (var page =
          expectedStatus < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new String(page.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(String verifier) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  private void store(String address, String token) throws IOException {
    Path folder = Files.createDirectories(directory.resolve("slipway"));
    Files.writeString(
        folder.resolve("credentials.json"),
        "{\"servers\":{\"%s\":{\"token\":\"%s\"}}}".formatted(address, token));
  }

  private String stored() throws IOException {
    return Files.readString(directory.resolve("slipway/credentials.json"));
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(path)));
  }
}
