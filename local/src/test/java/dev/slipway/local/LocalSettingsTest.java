package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
  private static final EmulatorToken TOKEN = new EmulatorToken("token-of-this-home");

  @Test
  void defaults() throws InvalidSettings {
    LocalSettings settings = LocalSettings.read(Map.of("SLIPWAY_HOME", "/h"));

    assertThat(settings.ports()).isEqualTo(new Ports(8480, false));
    assertThat(settings.emulator()).isTrue();
    assertThat(settings.region()).isEqualTo("us-east-1");
    assertThat(settings.tools())
        .isEqualTo(
            new Tools(
                Path.of("/h/tools/temporal/bin/temporal"),
                Path.of("/h/tools/ministack/bin/ministack"),
                Path.of("/h/tools/sam/bin/sam"),
                Path.of("/h/tools/sam/bin/uv"),
                Path.of("/h/tools/sam/bin/python")));
  }

  @Test
  void names() throws InvalidSettings {
    LocalSettings settings =
        LocalSettings.read(
            Map.of(
                "SLIPWAY_HOME", "/h",
                "SLIPWAY_TOOLS", "/t",
                "SLIPWAY_PORT_BASE", "9480",
                "SLIPWAY_AWS", "real",
                "SLIPWAY_TEMPORAL_PAGE", "on",
                "SLIPWAY_SAM", "/s/sam",
                "SLIPWAY_PYTHON", "/p/python3",
                "AWS_DEFAULT_REGION", "eu-west-1"));

    assertThat(settings.ports().emulator()).isEqualTo(9483);
    assertThat(TemporalServer.ui(settings)).contains("http://127.0.0.1:9482");
    assertThat(RoomProperties.of(settings))
        .containsEntry("slipway.temporal.ui", "http://127.0.0.1:9482");
    assertThat(settings.emulator()).isFalse();
    assertThat(settings.region()).isEqualTo("eu-west-1");
    assertThat(settings.tools().sam()).isEqualTo(Path.of("/s/sam"));
    assertThat(settings.tools().python()).isEqualTo(Path.of("/p/python3"));
    assertThat(settings.tools().temporal()).isEqualTo(Path.of("/t/temporal/bin/temporal"));
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                LocalSettings.readToStart(
                    Map.of(
                        "SLIPWAY_HOME", "relative",
                        "SLIPWAY_PORT_BASE", "80",
                        "SLIPWAY_AWS", "moon",
                        "SLIPWAY_TEMPORAL_PAGE", "yes",
                        "SLIPWAY_TEMPORAL", "/nowhere/temporal")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("SLIPWAY_HOME: 'relative' (expected: an absolute path)")
        .hasMessageContaining("SLIPWAY_PORT_BASE: '80' (expected: 1024 to 65532")
        .hasMessageContaining("SLIPWAY_AWS: 'moon' (expected: emulator or real)")
        .hasMessageContaining("SLIPWAY_TEMPORAL_PAGE: 'yes' (expected: on or off)")
        .hasMessageContaining("SLIPWAY_TEMPORAL: /nowhere/temporal");
  }

  @Test
  void callersCredentials_areNotPassedOn() throws InvalidSettings {
    LocalSettings settings =
        LocalSettings.read(
            Map.of(
                "SLIPWAY_HOME", "/h",
                "PATH", "/bin",
                "AWS_ACCESS_KEY_ID", "AKIA",
                "OPENAI_API_KEY", "secret",
                "MINISTACK_BEDROCK_PROXY_URL", "http://127.0.0.1:1"));

    assertThat(settings.passedOn()).containsOnlyKeys("PATH", "MINISTACK_BEDROCK_PROXY_URL");
    assertThat(AwsEmulator.spec(settings, TOKEN).environment())
        .containsEntry("BIND_HOST", "127.0.0.1")
        .containsEntry("IOT_MTLS_ENABLED", "0")
        .containsEntry("STATE_DIR", "/h/state/emulator")
        .doesNotContainKey("AWS_ACCESS_KEY_ID");
  }

  @Test
  void modulesOnTheEmulator_neverUseTheCallersCredentials() throws InvalidSettings {
    LocalSettings settings = LocalSettings.read(Map.of("SLIPWAY_HOME", "/h"));

    assertThat(RoomProperties.of(settings))
        .containsEntry("slipway.temporal.target", "127.0.0.1:8481")
        .containsEntry("slipway.aws.endpoint", "http://127.0.0.1:8483");
    assertThat(RoomProperties.of(settings))
        .doesNotContainKeys("slipway.allowed-origins", "slipway.temporal.ui");
    assertThat(RoomProperties.systemProperties(settings, TOKEN))
        .containsEntry("aws.accessKeyId", "000000000000")
        .containsEntry("aws.sessionToken", "token-of-this-home")
        .containsEntry("aws.region", "us-east-1");
  }

  @Test
  void realAws_hasNeitherEndpointNorCredentialsOfOurs() throws InvalidSettings {
    LocalSettings settings =
        LocalSettings.read(Map.of("SLIPWAY_HOME", "/h", "SLIPWAY_AWS", "real"));

    assertThat(RoomProperties.of(settings)).doesNotContainKey("slipway.aws.endpoint");
    assertThat(RoomProperties.systemProperties(settings, TOKEN)).isEmpty();
  }

  @Test
  void callersOwnEndpoint_isUsedInsteadOfAws() throws InvalidSettings {
    LocalSettings settings =
        LocalSettings.read(
            Map.of(
                "SLIPWAY_HOME", "/h",
                "SLIPWAY_AWS", "real",
                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566"));

    assertThat(RoomProperties.of(settings))
        .containsEntry("slipway.aws.endpoint", "http://127.0.0.1:4566");
    assertThat(RoomProperties.systemProperties(settings, TOKEN)).isEmpty();
  }
}
