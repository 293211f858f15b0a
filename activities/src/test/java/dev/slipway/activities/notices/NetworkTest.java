package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "93.184.215.14, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.0, PUBLIC",
    "100.128.0.1, PUBLIC",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c, PUBLIC",
    "2001:4860:4860::8888, PUBLIC",
    "127.0.0.1, PRIVATE",
    "127.255.0.9, PRIVATE",
    "10.1.2.3, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "::1, PRIVATE",
    "fd00::1, PRIVATE",
    "fd00:ec3::254, PRIVATE",
    "fd00:ec2::254, SPECIAL",
    "100.100.100.199, PRIVATE",
    "100.100.100.200, SPECIAL",
    "::ffff:127.0.0.1, PRIVATE",
    "::ffff:169.254.169.254, SPECIAL",
    "169.254.169.254, SPECIAL",
    "0.0.0.0, SPECIAL",
    "224.0.0.1, SPECIAL",
    "255.255.255.255, SPECIAL",
    "::, SPECIAL",
    "::127.0.0.1, SPECIAL",
    "fe80::1, SPECIAL",
    "ff02::1, SPECIAL",
    "64:ff9b::7f00:1, SPECIAL",
    "2002:7f00:1::, SPECIAL",
    "2001:db8::1, SPECIAL"
  })
  void address_isWhereTheRegistriesSay(String address, Network where) {
    assertThat(Network.of(InetAddress.ofLiteral(address))).isEqualTo(where);
  }
}
