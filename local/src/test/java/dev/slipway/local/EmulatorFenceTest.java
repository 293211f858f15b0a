package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.component.ChildSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the emulator of a home; needs a real one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class EmulatorFenceTest {
  private static final String FUNCTION = "a".repeat(32) + ".lambda-url.us-east-1.localhost";
  private static final String REST_API = "abcdef01.execute-api.localhost";
  private static final String LIST = "Action=ListStacks&Version=2010-05-15";

  @TempDir static Path home;

  private static int port;
  private static String token = "";
  private static @Nullable Process emulator;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_AWS", "emulator");
    environment.put("SLIPWAY_PORT_BASE", Integer.toString(FreePorts.base()));
    LocalSettings settings = LocalSettings.read(environment);
    settings.home().create();
    EmulatorToken secret = EmulatorToken.of(settings.home());
    token = secret.value();
    port = settings.ports().emulator();
    ChildSpec spec = AwsEmulator.spec(settings, secret);
    spec.beforeStart().run();
    ProcessBuilder builder = new ProcessBuilder(spec.command());
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.redirectErrorStream(true).redirectOutput(home.resolve("emulator.log").toFile());
    emulator = builder.start();
    await().atMost(Duration.ofMinutes(1)).until(spec.readiness()::isReady);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (emulator != null) {
      emulator.destroy();
      emulator.waitFor();
    }
  }

  private static String post(String... headers) {
    return send("POST / HTTP/1.1", LIST, headers);
  }

  private static String send(String line, String body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(line));
    lines.addAll(List.of(headers));
    lines.add("Content-Type: application/x-www-form-urlencoded");
    lines.add("Content-Length: " + body.length());
    lines.add("Connection: close");
    String request = String.join("\r\n", lines) + "\r\n\r\n" + body;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String host(String name) {
    return "Host: %s:%d".formatted(name, port);
  }

  private static String ours() {
    return "X-Amz-Security-Token: " + token;
  }

  private static void assertFenced(String answer) {
    assertThat(answer)
        .containsIgnoringCase("x-slipway-fence: refused")
        .startsWith("HTTP/1.1 403")
        .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
  }

  @Test
  void homesOwnPrograms_areAnswered() {
    assertThat(post(host("127.0.0.1"), ours())).startsWith("HTTP/1.1 200");
    assertThat(post(host("localhost"), ours())).contains("ListStacksResponse");
    for (String presigned : List.of("X-Amz-Security-Token=", "x-amz-security-token=")) {
      String line = "GET /?%s&%s%s HTTP/1.1".formatted(LIST, presigned, token);
      assertThat(send(line, "", host("127.0.0.1"))).contains("ListStacksResponse");
    }
  }

  /** As on AWS: a role's session has a token of its own, and acts in the role's account. */
  @Test
  void whoeverAssumesARole_isAnsweredWithTheTokenOfTheSession() {
    String role = "arn%3Aaws%3Aiam%3A%3A222222222222%3Arole%2Fslipway";
    String assume =
        "Action=AssumeRole&Version=2011-06-15&RoleArn=%s&RoleSessionName=test".formatted(role);
    String assumed =
        send("POST / HTTP/1.1", assume, host("127.0.0.1"), ours(), signed("000000000000"));
    String session = element(assumed, "SessionToken");
    String who = "Action=GetCallerIdentity&Version=2011-06-15";

    assertThat(
            send(
                "POST / HTTP/1.1",
                who,
                host("127.0.0.1"),
                "X-Amz-Security-Token: " + session,
                signed(element(assumed, "AccessKeyId"))))
        .contains("<Account>222222222222</Account>");
    assertFenced(post(host("127.0.0.1"), "X-Amz-Security-Token: " + session + "x"));
    assertFenced(send("POST / HTTP/1.1", assume, host("127.0.0.1"), signed("000000000000")));
  }

  private static String signed(String key) {
    return "Authorization: AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0"
        .formatted(key);
  }

  private static String element(String xml, String name) {
    return xml.replaceFirst("(?s).*<%1$s>(.*)</%1$s>.*".formatted(name), "$1");
  }

  @Test
  void withoutTheHomesToken_nothingIsAnswered() {
    assertFenced(post(host("127.0.0.1")));
    assertFenced(post(host("127.0.0.1"), "X-Amz-Security-Token: "));
    assertFenced(post(host("127.0.0.1"), "X-Amz-Security-Token: another-homes"));
    assertFenced(
        post(
            host("127.0.0.1"),
            "Authorization: AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/s3/aws4_request"));
    assertFenced(send("GET /?" + LIST + " HTTP/1.1", "", host("127.0.0.1")));
    assertFenced(send("POST /_ministack/reset HTTP/1.1", "", host("127.0.0.1")));
  }

  @Test
  void pageOfAnySite_isRefused_evenIfItKnewTheToken() {
    assertFenced(post(host("127.0.0.1"), ours(), "Origin: http://evil.example"));
    assertFenced(post(host("127.0.0.1"), ours(), "Origin: null"));
    for (String site : List.of("cross-site", "same-site", "same-origin")) {
      assertFenced(post(host("127.0.0.1"), ours(), "Sec-Fetch-Site: " + site));
    }
    assertFenced(
        send(
            "OPTIONS / HTTP/1.1",
            "",
            host("127.0.0.1"),
            "Origin: http://evil.example",
            "Access-Control-Request-Method: PUT"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "lambda.us-east-1.amazonaws.com",
        "[::2]"
      })
  void nameThatMayLeadElsewhere_isRefused(String name) {
    assertFenced(post(host(name), ours()));
  }

  @Test
  void hostOfAnotherPort_isRefused() {
    assertFenced(post("Host: 127.0.0.1", ours()));
    assertFenced(post("Host: localhost:1", ours()));
  }

  @Test
  void functionsOwnAddress_leadsToThatFunctionOnly() {
    String asked = send("POST / HTTP/1.1", "{}", host(FUNCTION), "Origin: http://app.example");

    // The emulator's own answer: there is no such function.
    assertThat(asked).startsWith("HTTP/1.1 404").doesNotContainIgnoringCase("x-slipway-fence");
    for (String path : List.of("/_ministack/reset", "/_aws/x", "/v2/email/identities", "//")) {
      assertFenced(send("POST %s HTTP/1.1".formatted(path), "{}", host(FUNCTION)));
    }
  }

  /** The emulator would take each of them for its own address and list every stack. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.lambda-url.us-east-1.localhost",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.lambda-url.us-east-1.localhost",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.lambda-url.us-east-1.localhost",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.LAMBDA-URL.us-east-1.localhost",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.lambda-url.aoss.localhost",
        "ABCDEF01.execute-api.localhost",
        "abcdef012.execute-api.localhost"
      })
  void nameThatOnlyLooksLikeAnAgents_isRefused(String name) {
    assertFenced(send("POST / HTTP/1.1", LIST, host(name)));
    assertFenced(send("POST /Prod/x HTTP/1.1", LIST, host(name)));
  }

  @Test
  void agentsOwnAddress_neverLeadsToAnotherService() {
    String[] asService = {
      "X-Amz-Target: DynamoDB_20120810.ListTables",
      "Authorization: AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/s3/aws4_request"
    };
    for (String header : asService) {
      assertThat(send("POST /?" + LIST + " HTTP/1.1", LIST, host(FUNCTION), header))
          .startsWith("HTTP/1.1 404")
          .contains("ResourceNotFoundException");
      assertThat(send("POST /Prod/x?%s HTTP/1.1".formatted(LIST), LIST, host(REST_API), header))
          .startsWith("HTTP/1.1 404")
          .contains("Not Found");
    }
    assertFenced(send("POST / HTTP/1.1", LIST, host(REST_API)));
  }

  @Test
  void whatTheHomeKeeps_isForItsOwnerOnly() throws IOException {
    assertThat(permissions("emulator-token")).isEqualTo("rw-------");
    assertThat(permissions("state")).isEqualTo("rwx------");
    assertThat(permissions("emulator-tmp")).isEqualTo("rwx------");
  }

  private static String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }
}
