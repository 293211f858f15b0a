package dev.slipway.starter.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Principal;
import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** API tokens: what they allow, when they end, and what is kept of them. */
class ApiTokensTest {
  private static final SignedIn ANN =
      new SignedIn(
          new Principal(Principal.LOCAL, "owner", "ann", "local token", null),
          Set.of(),
          null,
          null);

  /** Of a SHA-256 in base64url. */
  private static final int CHALLENGE_LENGTH = 43;

  private static FakeStorage storage;
  private static RunningStarter starter;

  @BeforeAll
  static void open() {
    storage = new FakeStorage();
    starter = RunningStarter.open(storage);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static Reply make(String body) {
    return starter.post("/api/v1/tokens", body);
  }

  private static Reply call(String token, String method, String path, String body) {
    return starter.send(
        method,
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void aTokenActsAsItsOwner_withinItsLimits() {
    String token =
        make("{\"name\":\"ci\",\"role\":\"deployer\",\"agents\":[\"weather-*\"]}").text("token");

    Reply me = call(token, "GET", "/api/v1/whoami", "");
    assertThat(me.text("principal/name")).isEqualTo(RunningStarter.OWNER);
    assertThat(me.text("limits/role")).isEqualTo("deployer");
    assertThat(me.text("limits/agents/0")).isEqualTo("weather-*");
    assertThat(call(token, "GET", "/api/v1/deployments", "").status()).isEqualTo(200);
    assertThat(call(token, "DELETE", "/api/v1/agents/us-east-1/weather-1", "").status())
        .isEqualTo(403);
    Reply outside =
        call(
            token,
            "POST",
            "/api/v1/deployments",
            "{\"function_name\":\"other\",\"code\":\"def main(p): return p\"}");
    assertThat(outside.status()).isEqualTo(403);
    assertThat(outside.text("detail")).contains("deployer");
  }

  @Test
  void aLimitedTokenMakesNoOthers() {
    String limited = make("{\"name\":\"ci\",\"agents\":[\"a\"]}").text("token");
    assertThat(call(limited, "POST", "/api/v1/tokens", "{\"name\":\"more\"}").status())
        .isEqualTo(403);
  }

  /** Else it would renew itself without end, and outlive its revocation. */
  @Test
  void aTokenSignsInNoCommandLine_norDoesAPageThatItOpened() {
    for (String body : List.of("{\"name\":\"ci\",\"role\":\"viewer\"}", "{\"name\":\"whole\"}")) {
      String token = make(body).text("token");
      String agreement =
          "/login/cli?port=54321&state=state-state&challenge=" + "0".repeat(CHALLENGE_LENGTH);
      Reply agreed = call(token, "POST", agreement, "");
      assertThat(agreed.status()).isEqualTo(403);
      assertThat(agreed.body()).contains("SLIPWAY_TOKEN");
      assertThat(visit(agreement, "Cookie", sessionOf(token)).status()).isEqualTo(403);
    }
  }

  /** Else whoever is no longer let in could renew a session without end. */
  @Test
  void sessionThatATokenOpened_endsWithIt_asDoesEachThatIsMadeOfIt() {
    Reply made = make("{\"name\":\"short\",\"expires_in\":\"1h\"}");
    String first = sessionOf(made.text("token"));
    Reply link =
        starter.send(
            "POST",
            "/api/v1/page-links",
            "{}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Cookie",
            first,
            "Sec-Fetch-Site",
            "same-origin",
            "X-Nothing",
            "");
    String second =
        visit(link.text("url").replaceFirst("https?://[^/]+", ""), "X-Nothing", "")
            .header("Set-Cookie");

    Instant end = Instant.now().plus(Duration.ofHours(1));
    assertThat(List.of(endOf(first), endOf(second))).allMatch(ends -> !ends.isAfter(end));
  }

  private static Instant endOf(String cookie) {
    String claims = cookie.substring(cookie.indexOf('=') + 1).split("\\.")[1];
    return Instant.ofEpochSecond(
        JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(claims)).get("exp").asLong());
  }

  private static String sessionOf(String token) {
    String link = call(token, "POST", "/api/v1/page-links", "{}").text("url");
    return visit(link.replaceFirst("https?://[^/]+", ""), "X-Nothing", "")
        .header("Set-Cookie")
        .replaceFirst(";.*", "");
  }

  @Test
  void onlyItsHashIsKept_andListsDoNotShowIt() {
    String token = make("{\"name\":\"kept\"}").text("token");
    String secret = token.substring(token.lastIndexOf('_') + 1);

    assertThat(storage.ids()).isNotEmpty();
    assertThat(storage.ids())
        .allSatisfy(id -> assertThat(storage.find(id).orElseThrow()).doesNotContain(secret));
    Reply list = starter.get("/api/v1/tokens");
    assertThat(list.body()).contains("\"name\":\"kept\"").doesNotContain(secret, "sha256");
  }

  @Test
  void aRevokedTokenHoldsNoMore() {
    Reply made = make("{\"name\":\"lost\"}");
    String token = made.text("token");
    assertThat(call(token, "GET", "/api/v1/whoami", "").status()).isEqualTo(200);

    assertThat(starter.delete("/api/v1/tokens/" + made.text("id")).status()).isEqualTo(204);

    Reply refused = call(token, "GET", "/api/v1/whoami", "");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text("detail")).contains("revoked");
    assertThat(starter.delete("/api/v1/tokens/" + made.text("id")).status()).isEqualTo(404);
  }

  /** Else whoever has lost a token would have to wait for its sessions to end. */
  @Test
  void whatItSignedIn_endsWithIt() {
    Reply made = make("{\"name\":\"open\"}");
    String cookie = sessionOf(made.text("token"));
    String unused = call(made.text("token"), "POST", "/api/v1/page-links", "{}").text("url");
    String ticket = call(made.text("token"), "POST", "/api/v1/tickets", "").text("ticket");
    assertThat(visit("/tokens", "Cookie", cookie).status()).isEqualTo(200);

    starter.delete("/api/v1/tokens/" + made.text("id"));

    assertThat(visit("/tokens", "Cookie", cookie).status()).isEqualTo(401);
    assertThat(visit(unused.replaceFirst("https?://[^/]+", ""), "X-Nothing", "").status())
        .isEqualTo(401);
    assertThat(ticket).isNotEmpty();
    assertThat(
            visit("/api/v1/deployments/d/events?ticket=" + ticket, "X-Nothing", "").text("detail"))
        .contains("ticket: used already");
  }

  private static Reply visit(String path, String header, String value) {
    return starter.send("GET", path, new byte[0], header, value, "X-Nothing", "");
  }

  @Test
  void anEmptyList_isNotTakenForAll() {
    for (String list : List.of("agents", "regions", "accounts")) {
      Reply refused = make("{\"name\":\"x\",\"%s\":[]}".formatted(list));
      assertThat(refused.status()).as(list).isEqualTo(422);
      assertThat(refused.text("errors/0/message"))
          .isEqualTo(list + ": nothing (expected: at least one; left out, the token is for all)");
    }
  }

  @Test
  void badRequests_areExplained() {
    assertThat(make("{}").status()).isEqualTo(422);
    assertThat(make("{\"name\":\" \"}").status()).isEqualTo(422);
    assertThat(make("{\"name\":\"x\",\"role\":\"king\"}").text("errors/0/message"))
        .contains("viewer", "admin");
    assertThat(make("{\"name\":\"x\",\"agents\":[\"a*b\"]}").text("errors/0/message"))
        .contains("only its end may be *");
    assertThat(make("{\"name\":\"x\",\"expires_in\":\"400d\"}").text("errors/0/message"))
        .contains("366d");
  }

  @Test
  void itEndsByItself() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    var store = new FakeStorage();
    var made = tokens(store, now).make("short", ANN, TokenScope.WHOLE, Duration.ofHours(1));

    Assertions.assertThatCode(() -> tokens(store, now.plusSeconds(3_599)).check(made.text()))
        .doesNotThrowAnyException();
    Assertions.assertThatThrownBy(() -> tokens(store, now.plusSeconds(3_600)).check(made.text()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("expired at 2026-01-01T01:00:00Z");
  }

  @Test
  void whenItsStoreIsSilent_nobodyIsRefused_butAskedToWait() {
    String token = make("{\"name\":\"patient\"}").text("token");
    storage.down(true);
    try {
      assertThat(call(token, "GET", "/api/v1/whoami", "").status()).isEqualTo(503);
    } finally {
      storage.down(false);
    }
  }

  private static ApiTokens tokens(FakeStorage store, Instant now) {
    return new ApiTokens(store, new JsonMapper(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
