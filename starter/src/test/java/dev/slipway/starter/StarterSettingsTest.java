package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StarterSettingsTest {
  private static StarterSettings bind(Map<String, Object> environment) {
    StandardEnvironment standard = new StandardEnvironment();
    MutablePropertySources sources = standard.getPropertySources();
    sources.forEach(source -> sources.remove(source.getName()));
    sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
    return Binder.get(standard).bindOrCreate("slipway", StarterSettings.class);
  }

  @Test
  void defaults() {
    StarterSettings settings = bind(Map.of());

    assertThat(settings.temporal().target()).isEqualTo("127.0.0.1:7233");
    assertThat(settings.temporal().namespace()).isEqualTo("default");
    assertThat(settings.temporal().ui()).isNull();
    assertThat(settings.aws().endpoint()).isNull();
  }

  @Test
  void environmentVariables_haveTheseNames() {
    StarterSettings settings =
        bind(
            Map.of(
                "SLIPWAY_TEMPORAL_TARGET", "temporal:7233",
                "SLIPWAY_TEMPORAL_NAMESPACE", "agents",
                "SLIPWAY_TEMPORAL_UI", "http://ui:8080",
                "SLIPWAY_AWS_ENDPOINT", "http://aws:4566"));

    assertThat(settings)
        .isEqualTo(
            new StarterSettings(
                new StarterSettings.Temporal(
                    "temporal:7233", "agents", URI.create("http://ui:8080")),
                new StarterSettings.Aws(URI.create("http://aws:4566"))));
  }

  @Test
  void aTargetWithoutPort_stopsTheStart() {
    assertThatThrownBy(() -> new StarterSettings.Temporal("temporal", "default", null))
        .hasMessage("slipway.temporal.target: 'temporal' (expected: host:port)");
  }
}
