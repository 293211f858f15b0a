package dev.slipway.starter.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RawRequest;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a home's token: programs with a header, browsers with a link and a cookie. */
class SignInTest {
  private static final String VERIFIER = "a-verifier-that-only-the-command-line-knows-0123456789";
  private static final String STATE = "state-of-the-sign-in";

  private static RunningStarter starter;
  private static String port;

  @BeforeAll
  static void open() {
    starter =
        RunningStarter.open(new FakeStorage(), "--slipway.allowed-origins=http://localhost:5173");
    port = starter.authority().replaceFirst(".*:", "");
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static Reply send(String method, String path, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("X-Nothing", "without the owner's token"));
    return starter.send(
        method, path, body.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
  }

  /** The answer to a request without any header of ours, as far as its first blank line. */
  private static String raw(String call, String... headers) {
    List<String> lines = new ArrayList<>(List.of(call + " HTTP/1.1", "Host: 127.0.0.1:" + port));
    lines.addAll(List.of(headers));
    return RawRequest.answer(starter.authority(), lines.toArray(String[]::new));
  }

  private static String cookie() {
    String link = starter.post("/api/v1/page-links", "{}").text("url");
    String answer = raw("GET " + pathOf(link));
    return answer.replaceFirst("(?s).*Set-Cookie: ([^;]+);.*", "$1");
  }

  private static String pathOf(String url) {
    URI uri = URI.create(url);
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  @Test
  void withoutToken_programsGetAProblem_andPeopleThePage() {
    assertThat(raw("GET /api/v1/deployments"))
        .contains(" 401 ", "WWW-Authenticate: Bearer", "urn:slipway:problem:unauthorized");
    assertThat(raw("GET /agents?page_token=x", "Accept: text/html"))
        .contains(" 302 ", "/sign-in?to=%2Fagents%3Fpage_token%3Dx");
    assertThat(raw("GET /foot", "HX-Request: true")).contains(" 401 ", "HX-Redirect: /sign-in");
    assertThat(raw("GET /ws", "Connection: Upgrade", "Upgrade: websocket")).contains(" 401 ");
    assertThat(raw("GET /actuator/metrics")).contains(" 401 ");
  }

  @Test
  void whatLooksTheSameToEveryone_needsNone() {
    for (String path :
        List.of("/openapi.json", "/slipway/page.css", "/actuator/health/liveness", "/sign-in")) {
      assertThat(raw("GET " + path)).as(path).contains(" 200 ");
    }
  }

  @Test
  void styles_comeCompressed_becauseEveryPageWaitsForThem() {
    assertThat(raw("GET /slipway/page.css", "Accept-Encoding: gzip"))
        .contains(" 200 ", "Content-Encoding: gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong-secret-text",
        "Bearer slp_0123456789abcdef_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "Bearer slp_secret-text",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQtdGV4dCJ9.",
        "Bearer secret.text.malformed",
        "Bearer",
        "Basic c2VjcmV0OnRleHQ=",
      })
  void aTokenThatDoesNotHold_isRefused_andNeverRepeated(String header) {
    String answer = raw("GET /api/v1/deployments", "Authorization: " + header);

    assertThat(answer).contains(" 401 ", "expected: ");
    assertThat(answer).doesNotContain("secret-text", "c2VjcmV0", "eyJ", "0123456789abcdef_0");
  }

  @Test
  void whoamiNamesTheOwner() {
    Reply me = starter.get("/api/v1/whoami");
    assertThat(me.text("principal/issuer")).isEqualTo("slipway:local");
    assertThat(me.text("principal/name")).isEqualTo(RunningStarter.OWNER);
    assertThat(me.text("roles/0/role")).isEqualTo("admin");
  }

  @Test
  void aLinkSignsABrowserInOnce() {
    String link = starter.post("/api/v1/page-links", "{\"to\":\"/deployments/d-1\"}").text("url");

    assertThat(raw("GET " + pathOf(link)))
        .contains(" 302 ", "/deployments/d-1", "HttpOnly", "SameSite=Lax");
    assertThat(raw("GET " + pathOf(link))).contains(" 401 ", "used already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "/\\\\evil.example", "https://evil.example", "x"})
  void aLinkLeadsToThisServerOnly(String to) {
    String link = starter.post("/api/v1/page-links", "{\"to\":\"%s\"}".formatted(to)).text("url");

    assertThat(raw("GET " + pathOf(link))).contains(" 302 ").doesNotContain("evil");
  }

  @Test
  void aSessionShowsThePage_untilItIsEndedOrAltered() {
    String cookie = cookie();
    assertThat(raw("GET /agents", "Accept: text/html", "Cookie: " + cookie))
        .contains(" 200 ", "You are <strong>" + RunningStarter.OWNER);
    String altered = cookie.substring(0, cookie.length() - 3) + "AAA";
    assertThat(raw("GET /agents", "Accept: text/html", "Cookie: " + altered)).contains(" 302 ");
    assertThat(raw("GET /agents", "Cookie: slipway-session=" + linkCode())).contains(" 401 ");
    assertThat(
            raw(
                "POST /sign-in/out",
                "Cookie: " + cookie,
                "Origin: http://127.0.0.1:" + port,
                "Content-Length: 0"))
        .contains("slipway-session=;", "Max-Age=0");
  }

  /** Signed by this server, and for another purpose. */
  private static String linkCode() {
    return starter
        .post("/api/v1/page-links", "{}")
        .text("url")
        .replaceFirst(".*code=([^&]+).*", "$1");
  }

  @Test
  void whatChangesSomething_mustComeFromThisPage() {
    String cookie = "Cookie: " + cookie();
    String call = "POST /agents/us-east-1/none/ttl";
    String empty = "Content-Length: 0";

    assertThat(raw(call, cookie, empty)).contains(" 403 ", "foreign-origin");
    assertThat(raw(call, cookie, empty, "Origin: http://127.0.0.1:1")).contains(" 403 ");
    assertThat(raw(call, cookie, empty, "Origin: null")).contains(" 403 ");
    assertThat(raw(call, cookie, empty, "Sec-Fetch-Site: same-site", "Origin: http://127.0.0.1:1"))
        .contains(" 403 ");
    assertThat(raw(call, cookie, empty, "Origin: http://127.0.0.1:" + port))
        .doesNotContain(" 403 ", "foreign-origin");
  }

  @Test
  void aTokenSignsInToThePage_andAWrongOneSaysSo() {
    String form = "application/x-www-form-urlencoded";
    Reply signedIn =
        send(
            "POST",
            "/sign-in",
            "token=" + RunningStarter.TOKEN + "&to=%2Fagents",
            "Content-Type",
            form);
    assertThat(signedIn.status()).isEqualTo(302);
    assertThat(signedIn.header("Set-Cookie")).startsWith("slipway-session=");

    Reply refused = send("POST", "/sign-in", "token=wrong-secret-text", "Content-Type", form);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).contains("did not issue").doesNotContain("wrong-secret-text");
  }

  @Test
  void aFrontEndThatTheSettingsName_needsNoToken_andMayNotDoEverything() {
    String origin = "Origin: http://localhost:5173";
    assertThat(raw("GET /api/v1/whoami", origin)).contains(" 200 ", "http://localhost:5173");
    assertThat(raw("GET /api/v1/deployments", origin)).contains(" 200 ");
    assertThat(raw("POST /api/v1/deployments/d-1/approve", origin, "Content-Length: 0"))
        .contains(" 403 ");
    assertThat(raw("GET /api/v1/whoami", "Origin: http://localhost:5174")).contains(" 401 ");
  }

  /** Anyone on the network can send such a header. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--slipway.allowed-origins=https://builder.example https://builder.example",
        "--slipway.allowed-origins=http://localhost.evil.example http://localhost.evil.example",
        "--slipway.public-url=https://slipway.example,--slipway.allowed-origins=http://localhost:5173"
            + " http://localhost:5173",
      })
  void elsewhere_aFrontEndNeedsAToken(String settingsAndOrigin) {
    String[] parts = settingsAndOrigin.split(" ");
    try (RunningStarter other =
        RunningStarter.openWithoutTemporal(new FakeStorage(), parts[0].split(",(?=--)"))) {
      assertThat(
              RawRequest.status(
                  other.authority(),
                  "GET /api/v1/whoami HTTP/1.1",
                  "Host: " + other.authority(),
                  "Origin: " + parts[1]))
          .isEqualTo(401);
    }
  }

  @Test
  void aTicketOpensOneStream_andNothingElse() {
    String stream = "GET /api/v1/deployments/none/events?ticket=";
    String ticket = starter.post("/api/v1/tickets", "").text("ticket");

    assertThat(raw("GET /api/v1/deployments?ticket=" + ticket)).contains(" 401 ");
    assertThat(raw(stream + ticket)).contains(" 404 ", "no deployment");
    assertThat(raw(stream + ticket)).contains(" 401 ", "used already");
    assertThat(raw(stream + linkCode())).contains(" 401 ");
  }

  @Test
  void aCommandLineGetsAToken_withACodeAndTheSecretItBeganWith() {
    Reply agreed = agree();
    String code = agreed.body().replaceFirst("(?s).*/done\\?code=([^&]+)&.*", "$1");
    assertThat(agreed.body()).contains("http://127.0.0.1:54321/done", STATE);

    assertThat(exchange(code, "another-verifier").status()).isEqualTo(401);
    Reply token = exchange(code, VERIFIER);
    assertThat(token.text("token")).startsWith("slp_");
    assertThat(raw("GET /api/v1/whoami", "Authorization: Bearer " + token.text("token")))
        .contains(" 200 ", "\"method\":\"API token\"", RunningStarter.OWNER);
    assertThat(exchange(code, VERIFIER).status()).isEqualTo(401);
  }

  private static Reply agree() {
    String challenge =
        java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Seal.sha256(VERIFIER));
    return starter.form(
        "/login/cli", "port=54321&state=%s&challenge=%s".formatted(STATE, challenge));
  }

  private static Reply exchange(String code, String verifier) {
    return send(
        "POST",
        "/api/v1/login/exchange",
        "{\"login_code\":\"%s\",\"verifier\":\"%s\"}".formatted(code, verifier),
        "Content-Type",
        "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port=80&state=state-state&challenge=0123456789012345678901234567890123456789012",
        "port=5000&state=%22%3E&challenge=0123456789012345678901234567890123456789012",
        "port=5000&state=state-state&challenge=short",
        "",
      })
  void anIncompleteAddress_isRefused(String query) {
    assertThat(starter.get("/login/cli?" + query).status()).isEqualTo(400);
  }
}
