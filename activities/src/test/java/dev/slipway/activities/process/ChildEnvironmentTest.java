package dev.slipway.activities.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
  private final ChildEnvironment environment =
      new ChildEnvironment(
          Map.of(
              "PATH", "/bin",
              "HOME", "/home/a",
              "AWS_SECRET_ACCESS_KEY", "secret",
              "OPENAI_API_KEY", "secret",
              "UV_INDEX_URL", "https://index",
              "https_proxy", "http://proxy",
              "SSL_CERT_FILE", "/certs"));

  @Test
  void localProgram_seesNeitherKeysNorNetworkSettings() {
    assertThat(environment.local()).containsOnlyKeys("PATH", "HOME");
  }

  @Test
  void programThatReachesAnIndex_seesProxyCertificatesAndIndexButNoKeys() {
    assertThat(environment.packageIndex())
        .containsOnlyKeys("PATH", "HOME", "UV_INDEX_URL", "https_proxy", "SSL_CERT_FILE");
  }

  @Test
  void programThatCallsAws_seesItsKeysAndNoOthers() {
    assertThat(environment.aws())
        .containsKey("AWS_SECRET_ACCESS_KEY")
        .doesNotContainKey("OPENAI_API_KEY");
  }
}
