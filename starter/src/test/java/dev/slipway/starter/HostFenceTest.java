package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RawRequest;
import dev.slipway.starter.fakes.RunningStarter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server answers to its own names only: a page can't reach it by one that it made up. */
class HostFenceTest {
  private static RunningStarter starter;
  private static String port;

  @BeforeAll
  static void open() {
    starter =
        RunningStarter.openWithoutTemporal(
            new FakeStorage(), "--slipway.public-url=https://slipway.example.com");
    port = starter.authority().substring(starter.authority().indexOf(':') + 1);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static int get(String host) {
    return RawRequest.status(
        starter.authority(),
        "GET /api/v1/agents HTTP/1.1",
        "Host: " + host.replace("PORT", port),
        "Authorization: Bearer " + RunningStarter.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "evil.example",
        "127.0.0.1.evil.example:PORT",
        "localhost.evil.example:PORT",
        "localhost.:PORT",
        "evil.localhost:PORT",
        "127.0.0.1:1",
        "localhost",
        "slipway.example.com:PORT",
        "evil.slipway.example.com",
        "192.168.0.7:PORT",
        "[::2]:PORT",
        "2130706433:PORT",
      })
  void unknownHost_isRefused(String host) {
    assertThat(get(host)).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LocalHost:PORT",
        "[::1]:PORT",
        "slipway.example.com",
        "slipway.example.com:443",
      })
  void ownNames_areAnswered(String host) {
    // Past the fence: Temporal is not there.
    assertThat(get(host)).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /new",
        "GET /webjars/htmx.org/dist/htmx.min.js",
        "GET /openapi.json",
        "GET /api/v1/health",
        "GET /actuator/health",
        "GET /api/v1/deployments/d-1/events",
        "GET /ws",
        "HEAD /",
        "OPTIONS /api/v1/deployments",
        "POST /api/v1/deployments",
        "DELETE /api/v1/agents/us-east-1/x",
        "PUT /x",
        "GET /nothing"
      })
  void everyMethodAndPath_isFenced(String call) {
    assertThat(
            RawRequest.status(
                starter.authority(), call + " HTTP/1.1", "Host: evil.example:" + port))
        .isEqualTo(421);
  }

  @Test
  void postFromAPageOfTheSameMadeUpName_isRefused() {
    String evil = "evil.example:" + port;

    assertThat(
            RawRequest.status(
                starter.authority(),
                "POST /api/v1/estimate HTTP/1.1",
                "Host: " + evil,
                "Origin: http://" + evil,
                "Sec-Fetch-Site: same-origin",
                "Content-Length: 0"))
        .isEqualTo(421);
  }

  @Test
  void hostThatIsMissingDoubleOrInTheRequestLine_isRefused() {
    String own = "Host: 127.0.0.1:" + port;
    String evil = "Host: evil.example:" + port;

    assertThat(RawRequest.status(starter.authority(), "GET / HTTP/1.1")).isEqualTo(400);
    assertThat(RawRequest.status(starter.authority(), "GET / HTTP/1.0")).isEqualTo(421);
    assertThat(RawRequest.status(starter.authority(), "GET / HTTP/1.1", own, evil)).isEqualTo(400);
    assertThat(RawRequest.status(starter.authority(), "GET / HTTP/1.1", evil, own)).isEqualTo(400);
    assertThat(RawRequest.status(starter.authority(), "GET http://evil.example/ HTTP/1.1", own))
        .isBetween(400, 421);
    assertThat(
            RawRequest.status(
                starter.authority(), "GET http://evil.example/ HTTP/1.1", "Host: evil.example"))
        .isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-Host: 127.0.0.1:PORT", "Forwarded: host=127.0.0.1:PORT"})
  void otherHeaders_doNotStandInForIt(String header) {
    assertThat(
            RawRequest.status(
                starter.authority(),
                "GET / HTTP/1.1",
                "Host: evil.example",
                header.replace("PORT", port)))
        .isEqualTo(421);
  }

  @Test
  void refusal_saysWhatWasGotAndExpected() {
    assertThat(RawRequest.answer(starter.authority(), "GET / HTTP/1.1", "Host: evil.example"))
        .contains(
            "application/problem+json",
            "urn:slipway:problem:unknown-host",
            "Host: 'evil.example' (expected: 127.0.0.1:" + port + " or ",
            "slipway.example.com",
            "SLIPWAY_PUBLIC_URL");
  }

  /** Such as one in a container, which listens at all of its addresses. */
  @Nested
  @EnabledOnOs(
      value = OS.LINUX,
      disabledReason = "elsewhere a machine has only one loopback address")
  class ServerAtAllAddresses {
    private static final String OTHER = "127.0.0.2:PORT";

    private static RunningStarter open;
    private static String at;

    @BeforeAll
    static void open() {
      open = RunningStarter.openWithoutTemporal(new FakeStorage(), "--server.address=0.0.0.0");
      at = "127.0.0.2" + open.authority().substring(open.authority().indexOf(':'));
    }

    @AfterAll
    static void close() {
      open.close();
    }

    private static int status(String call, String host, String... more) {
      String port = at.substring(at.indexOf(':') + 1);
      return RawRequest.status(
          at,
          Stream.concat(
                  Stream.of(call + " HTTP/1.1", "Host: " + host, "Content-Length: 0"),
                  Stream.of(more))
              .map(line -> line.replace("PORT", port))
              .toArray(String[]::new));
    }

    @Test
    void addressThatARequestCameInAt_isAnswered() {
      assertThat(status("GET /actuator/health/liveness", OTHER)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.0.0.0:PORT",
          "127.0.0.3:PORT",
          "192.168.0.7:PORT",
          "127.0.0.2:1",
          "127.0.0.2.evil.example:PORT",
          "evil.example:PORT",
          "[::ffff:7f00:3]:PORT",
        })
    void anyOther_isRefused(String host) {
      assertThat(status("GET /actuator/health/liveness", host)).isEqualTo(421);
    }

    /** A browser says nothing more than this to an address without TLS. */
    @ParameterizedTest
    @ValueSource(
        strings = {"Origin: http://evil.example:PORT", "Origin: http://127.0.0.2", "Origin: null"})
    void changeByAnotherSitesPage_isRefusedAtTheAddressToo(String origin) {
      assertThat(status("POST /api/v1/estimate", OTHER, origin)).isEqualTo(403);
    }

    @Test
    void apiAtTheAddress_wantsAToken() {
      assertThat(status("GET /api/v1/agents", OTHER)).isEqualTo(401);
    }
  }
}
