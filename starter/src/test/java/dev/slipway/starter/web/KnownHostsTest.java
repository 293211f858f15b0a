package dev.slipway.starter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A probe, a monitor and a load balancer call a server by the address that they reach it at. */
class KnownHostsTest {
  private final KnownHosts known = new KnownHosts(URI.create("https://slipway.example.com"));

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3:8480, 10.1.2.3, 8480",
    "10.1.2.3, 10.1.2.3, 80",
    "[fd00::7]:8480, fd00:0:0:0:0:0:0:7, 8480",
    "[FD00:0::7]:8480, fd00:0:0:0:0:0:0:7, 8480",
  })
  void addressThatTheRequestCameInAt_isKnown(String host, String address, int port) {
    assertThat(known.contains(host, address, port)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.4:8480, 10.1.2.3, 8480",
    "10.1.2.3:8481, 10.1.2.3, 8480",
    "10.1.2.3, 10.1.2.3, 8480",
    "10.1.2.3.evil.example:8480, 10.1.2.3, 8480",
    "167838211:8480, 10.1.2.3, 8480",
    "0x0a010203:8480, 10.1.2.3, 8480",
    "[::ffff:10.1.2.4]:8480, 10.1.2.3, 8480",
    "[fd00::8]:8480, fd00:0:0:0:0:0:0:7, 8480",
    "[fd00::7]:8481, fd00:0:0:0:0:0:0:7, 8480",
    "[fd00::7], fd00:0:0:0:0:0:0:7, 8480",
    "[:::]:8480, fd00:0:0:0:0:0:0:7, 8480",
  })
  void anyOther_isNot(String host, String address, int port) {
    assertThat(known.contains(host, address, port)).isFalse();
  }
}
