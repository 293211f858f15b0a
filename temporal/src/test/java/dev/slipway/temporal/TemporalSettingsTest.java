package dev.slipway.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalSettingsTest {
  @TempDir private Path folder;

  @Test
  void nothingSet_isTheServerOfThisMachine() {
    var server = new TemporalSettings("", " ", null, "", null, null, null).server();

    assertThat(server.target()).isEqualTo("127.0.0.1:7233");
    assertThat(server.namespace()).isEqualTo("default");
    assertThat(server.stubs().validateAndBuildWithDefaults().getEnableHttps()).isFalse();
  }

  @Test
  void apiKey_isSentAsAuthorizationAndNeverPrinted() {
    var settings = new TemporalSettings("cloud:7233", "ns", true, " key-1\n", null, null, null);

    assertThat(sentBy(settings.server())).containsExactly("Bearer key-1");
    assertThat(settings.toString() + settings.server()).doesNotContain("key-1");
  }

  @Test
  void apiKeyInAFile_isTheOneThatTheFileHasNow() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "key-1\n");
    var server = new TemporalSettings("cloud:7233", "ns", true, null, file, null, null).server();

    assertThat(sentBy(server)).containsExactly("Bearer key-1");
    Files.writeString(file, "key-2");
    assertThat(sentBy(server)).containsExactly("Bearer key-2");
    Files.delete(file);
    assertThat(sentBy(server)).containsExactly("Bearer key-2");
  }

  @Test
  void aKeyWithoutTls_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "key-1");

    for (Boolean tls : new Boolean[] {null, false}) {
      assertThatThrownBy(
              () -> new TemporalSettings("c:7233", "ns", tls, "key-1", null, null, null).server())
          .hasMessageStartingWith("slipway.temporal.api-key: set while slipway.temporal.tls is off")
          .hasMessageNotContaining("key-1");
      assertThatThrownBy(
              () -> new TemporalSettings("c:7233", "ns", tls, null, file, null, null).server())
          .hasMessageContaining("slipway.temporal.tls is off");
    }
  }

  @Test
  void whatIsWrong_isNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");

    assertThatThrownBy(() -> new TemporalSettings("temporal", null, null, null, null, null, null))
        .hasMessage("slipway.temporal.target: 'temporal' (expected: host:port)");
    assertThatThrownBy(() -> new TemporalSettings(null, null, true, "k", empty, null, null))
        .hasMessageContaining("set as well as slipway.temporal.api-key-file");
    assertThatThrownBy(
            () -> new TemporalSettings(null, null, true, null, empty, null, null).server())
        .hasMessage(
            "slipway.temporal.api-key-file: '%s' (expected: a file with a key)".formatted(empty));
    assertThatThrownBy(
            () -> new TemporalSettings(null, null, null, null, null, null, empty).server())
        .hasMessage(
            "slipway.temporal.encryption-keys: '%s' has no key (expected: a line id:key)"
                .formatted(empty));
    assertThatThrownBy(
            () -> new TemporalSettings(null, null, null, null, null, "nowhere", null).server())
        .hasMessageStartingWith("slipway.temporal.profile: 'nowhere' (expected: a profile of");
  }

  private static List<@Nullable String> sentBy(TemporalServer server) {
    var authorization = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    return server.stubs().validateAndBuildWithDefaults().getGrpcMetadataProviders().stream()
        .<@Nullable String>map(provider -> provider.getMetadata().get(authorization))
        .toList();
  }
}
