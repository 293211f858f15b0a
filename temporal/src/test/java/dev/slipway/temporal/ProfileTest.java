package dev.slipway.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of Temporal's own configuration file, as its command line reads them too. */
class ProfileTest {
  @TempDir private static Path folder;
  private static Certificates server;
  private static Certificates client;

  @BeforeAll
  static void certificates() throws Exception {
    server = Certificates.of("server", folder);
    client = Certificates.of("client", folder);
  }

  @Test
  void aClientCertificate_isShownToTheServer() throws Exception {
    try (var listener = listener()) {
      var visitor = CompletableFuture.supplyAsync(() -> nextVisitor(listener));
      var temporal =
          production(
              null,
              """
              address = "127.0.0.1:%d"
              namespace = "agents"
              [profile.production.tls]
              client_cert_path = "%s"
              client_key_path = "%s"
              server_ca_cert_path = "%s"
              """
                  .formatted(
                      listener.getLocalPort(),
                      client.certificate(),
                      client.key(),
                      server.certificate()));
      assertThat(temporal.namespace()).isEqualTo("agents");
      var stubs = WorkflowServiceStubs.newServiceStubs(temporal.stubs().build());
      try {
        stubs.getRawChannel().getState(true);
        assertThat(visitor.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("CN=client");
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  @Test
  void whatIsSetInSlipway_wins() throws IOException {
    var temporal =
        production("elsewhere:7233", "address = \"cloud:7233\"\nnamespace = \"agents\"\n");

    assertThat(temporal.target()).isEqualTo("elsewhere:7233");
    assertThat(temporal.namespace()).isEqualTo("agents");
  }

  @Test
  void aCertificateWithoutItsKey_isRefused() {
    assertThatThrownBy(
            () ->
                production(
                    null,
                    """
                    [profile.production.tls]
                    client_cert_path = "%s"
                    """
                        .formatted(client.certificate())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("slipway.temporal.profile: 'production'");
  }

  @Test
  void whatTemporalDoesNotKnow_isRefused() {
    assertThatThrownBy(() -> production(null, "adress = \"cloud:7233\"\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("slipway.temporal.profile: 'production'")
        .hasMessageContaining("adress");
  }

  private static TemporalServer production(@Nullable String target, String profile)
      throws IOException {
    Path file = Files.createTempFile(folder, "temporal", ".toml");
    Files.writeString(file, "[profile.production]\n" + profile);
    return new TemporalSettings(target, null, null, null, null, "production", null)
        .server(Map.of("TEMPORAL_CONFIG_FILE", file.toString()));
  }

  private static SSLServerSocket listener() throws Exception {
    var socket =
        (SSLServerSocket)
            server
                .trusting(client)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(true);
    return socket;
  }

  private static String nextVisitor(SSLServerSocket listener) {
    try (var socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
