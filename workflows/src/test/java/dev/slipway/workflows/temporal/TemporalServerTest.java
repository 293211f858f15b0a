package dev.slipway.workflows.temporal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
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

  @Test
  void apiKey_isSentAsAuthorization() {
    var options =
        new TemporalServer("cloud:7233", "ns", true, " key-1\n")
            .stubs()
            .validateAndBuildWithDefaults();

    assertThat(options.getGrpcMetadataProviders())
        .extracting(
            provider ->
                provider
                    .getMetadata()
                    .get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
        .contains("Bearer key-1");
  }

  @Test
  void apiKey_isNotPrinted() {
    assertThat(new TemporalServer("cloud:7233", "ns", true, "key-1").toString())
        .isEqualTo("cloud:7233, namespace ns, TLS, API key");
  }

  @Test
  void apiKeyWithoutTls_isRefused() {
    assertThatThrownBy(() -> new TemporalServer("cloud:7233", "ns", false, "key-1"))
        .hasMessageStartingWith("slipway.temporal.api-key: set while slipway.temporal.tls is off")
        .hasMessageNotContaining("key-1");
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
      var server = new TemporalServer("127.0.0.1:" + listener.getLocalPort(), "ns", tls, null);
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
