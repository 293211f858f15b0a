package dev.slipway.temporal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TemporalServerTest {
  private static final int TLS_HANDSHAKE = 0x16;

  @Test
  void withTls_theFirstBytesAreAHandshake() throws Exception {
    assertThat(firstByte(true)).isEqualTo(TLS_HANDSHAKE);
  }

  @Test
  void withoutTls_theFirstBytesAreHttp2() throws Exception {
    assertThat(firstByte(false)).isEqualTo("PRI".getBytes(US_ASCII)[0]);
  }

  private static int firstByte(boolean tls) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var heard =
          CompletableFuture.supplyAsync(
              () -> {
                try (var caller = listener.accept()) {
                  return caller.getInputStream().read();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      var server =
          new TemporalSettings(
                  "127.0.0.1:" + listener.getLocalPort(), "ns", tls, null, null, null, null)
              .server();
      var stubs = WorkflowServiceStubs.newServiceStubs(server.stubs().build());
      try {
        stubs.getRawChannel().getState(true);
        return heard.orTimeout(10, TimeUnit.SECONDS).join();
      } finally {
        stubs.shutdownNow();
      }
    }
  }
}
