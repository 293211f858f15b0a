package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardSocketOptions;
import jdk.net.ExtendedSocketOptions;
import org.apache.http.protocol.BasicHttpContext;
import org.junit.jupiter.api.Test;

class ProbedSocketsTest {
  /** A NAT gateway forgets a connection that is silent for 350 s. */
  @Test
  void silentConnection_isProbedLongBeforeItIsForgotten() throws Exception {
    try (var socket = new ProbedSockets().createSocket(new BasicHttpContext())) {
      assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isLessThan(350 / 3);
      assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isLessThan(350 / 3);
    }
  }
}
