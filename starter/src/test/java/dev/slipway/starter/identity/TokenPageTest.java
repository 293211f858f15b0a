package dev.slipway.starter.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.People;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for API tokens does what the API does, for the same people. */
class TokenPageTest {
  private static final Pattern TOKEN = Pattern.compile("slp_([0-9a-f]{16})_[0-9a-f]{64}");

  private static FakeStorage storage;
  private static RunningStarter starter;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    storage = new FakeStorage();
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            sign_in: [{issuer: "ISSUER", audience: slipway}]
            grants:
              - {role: deployer, to: {subjects: [dora, dan]}}
              - {role: admin, to: {subjects: [ada]}}
            """
                .replace("ISSUER", People.ISSUER));
    starter = RunningStarter.openWithoutTemporal(storage, "--slipway.policy=" + file);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static Reply by(String who, String method, String path, String form) {
    return starter.send(
        method,
        path,
        form.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Authorization",
        People.bearer(storage, who));
  }

  private static Matcher made(String who, String name) {
    Reply page = by(who, "POST", "/tokens", "name=" + name + "&role=viewer&agents=a*%0Ab");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    Matcher token = TOKEN.matcher(page.body());
    assertThat(token.find()).isTrue();
    return token;
  }

  @Test
  void aNewToken_isShownOnce_withTheLimitsOfTheForm() {
    String token = made("dora", "night").group();

    String page = by("dora", "GET", "/tokens", "").body();
    assertThat(page).contains("night", "viewer · a*, b").doesNotContain(token);
    Reply me =
        starter.send("GET", "/api/v1/whoami", new byte[0], "Authorization", "Bearer " + token);
    assertThat(me.text("limits/role")).isEqualTo("viewer");
    assertThat(me.text("limits/agents/1")).isEqualTo("b");
  }

  @Test
  void onlyItsOwnerAndAdministrators_seeAndRevokeIt() {
    Matcher token = made("dora", "mine");
    String id = token.group(1);

    assertThat(by("dan", "GET", "/tokens", "").body()).doesNotContain(id);
    assertThat(by("dan", "POST", "/tokens/" + id + "/revoke", "").status()).isEqualTo(404);
    assertThat(by("ada", "GET", "/tokens", "").body()).contains(id, "Everyone", "dora");
    assertThat(by("dora", "POST", "/tokens/" + id + "/revoke", "").header("Location"))
        .endsWith("/tokens");
    assertThat(by("ada", "GET", "/tokens", "").body()).doesNotContain(id);
    assertThat(
            starter
                .send(
                    "GET",
                    "/api/v1/whoami",
                    new byte[0],
                    "Authorization",
                    "Bearer " + token.group())
                .status())
        .isEqualTo(401);
  }

  @Test
  void whatIsWrong_isSaidInTheForm_andARoleOneLacksIsRefused() {
    String page = by("dora", "POST", "/tokens", "name=bad&agents=a*b").body();
    assertThat(page).contains("No token was made", "only its end may be *", "value=\"bad\"");
    assertThat(by("dora", "POST", "/tokens", "name=king&role=admin").status()).isEqualTo(403);
    assertThat(by("dora", "GET", "/tokens", "").body()).doesNotContain(">admin</option>");
  }
}
