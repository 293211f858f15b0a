package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.temporal.TemporalSettings;
import dev.slipway.workflows.model.TimeLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    assertThat(settings.temporal().server().target()).isEqualTo("127.0.0.1:7233");
    assertThat(settings.temporal().server().namespace()).isEqualTo("default");
    assertThat(settings.aws().endpoint()).isNull();
    assertThat(settings.limits().ofAnOrder()).isEqualTo(TimeLimits.usual());
    assertThat(settings.approval().self()).isEqualTo(StarterSettings.SelfApproval.UNLESS_SHARED);
    assertThat(settings.watchers()).isEqualTo(2_000);
    assertThat(settings.publicUrl()).isNull();
    assertThat(settings.allowedOrigins()).isEmpty();
  }

  @Test
  void environmentVariables_haveTheseNames() {
    StarterSettings settings =
        bind(
            Map.ofEntries(
                Map.entry("SLIPWAY_TEMPORAL_TARGET", "temporal:7233"),
                Map.entry("SLIPWAY_TEMPORAL_NAMESPACE", "agents"),
                Map.entry("SLIPWAY_TEMPORAL_UI", "http://ui:8080"),
                Map.entry("SLIPWAY_AWS_ENDPOINT", "http://aws:4566"),
                Map.entry("SLIPWAY_AWS_BUCKET", "acme-{account}-{region}"),
                Map.entry("SLIPWAY_LIMITS_STEP", "90m"),
                Map.entry("SLIPWAY_LIMITS_DEPLOYMENT", "2h"),
                Map.entry("SLIPWAY_LIMITS_QUEUE", "3d"),
                Map.entry("SLIPWAY_LIMITS_PARK", "30s"),
                Map.entry("SLIPWAY_LIMITS_APPROVAL", "PT1H"),
                Map.entry("SLIPWAY_APPROVAL_SELF", "forbidden"),
                Map.entry("SLIPWAY_SIGNIN_TOKENFILE", "/run/secrets/token"),
                Map.entry("SLIPWAY_SIGNIN_KEYFILE", "/run/secrets/key"),
                Map.entry("SLIPWAY_SIGNIN_REGION", "eu-central-1"),
                Map.entry("SLIPWAY_HOME", "/var/lib/slipway"),
                Map.entry("SLIPWAY_WATCHERS", "3000"),
                Map.entry("SLIPWAY_POLICY", "/etc/slipway/policy.yaml"),
                Map.entry("SLIPWAY_RECEIVERS", "/etc/slipway/receivers.yaml"),
                Map.entry("SLIPWAY_PUBLIC_URL", "https://slipway.example"),
                Map.entry(
                    "SLIPWAY_ALLOWED_ORIGINS", "http://localhost:5173,https://builder.example")));

    assertThat(settings)
        .isEqualTo(
            new StarterSettings(
                new TemporalSettings("temporal:7233", "agents", null, null, null, null, null),
                new StarterSettings.Aws(URI.create("http://aws:4566"), "acme-{account}-{region}"),
                new StarterSettings.Limits(
                    Duration.ofMinutes(90),
                    Duration.ofHours(2),
                    Duration.ofDays(3),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1)),
                new StarterSettings.Approval(StarterSettings.SelfApproval.FORBIDDEN),
                new StarterSettings.SignIn(
                    Path.of("/run/secrets/token"), Path.of("/run/secrets/key"), "eu-central-1"),
                Path.of("/var/lib/slipway"),
                3_000,
                URI.create("https://slipway.example"),
                Path.of("/etc/slipway/policy.yaml"),
                Path.of("/etc/slipway/receivers.yaml"),
                List.of("http://localhost:5173", "https://builder.example")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-5m", "31d"})
  void aLimitThatNobodyMeans_stopsTheStart(String value) {
    assertThatThrownBy(() -> bind(Map.of("SLIPWAY_LIMITS_PARK", value)))
        .rootCause()
        .hasMessageContaining("slipway.limits.park: ")
        .hasMessageContaining("(expected: 1 s to 30 days, such as 90m or 72h)");
  }

  @Test
  void anInvalidOrigin_preventsStartup() {
    assertThatThrownBy(() -> bind(Map.of("SLIPWAY_ALLOWED_ORIGINS", "*")))
        .rootCause()
        .hasMessageStartingWith("slipway.allowed-origins: '*'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"slipway.example", "ftp://slipway.example", "https:///path"})
  void aPublicAddressWithoutHost_stopsTheStart(String value) {
    assertThatThrownBy(() -> bind(Map.of("SLIPWAY_PUBLIC_URL", value)))
        .rootCause()
        .hasMessageStartingWith("slipway.public-url: '" + value + "' (expected: an ");
  }

  @Test
  void temporalCloud_isReachedWithTlsAndKey() {
    var settings = bind(Map.of("SLIPWAY_TEMPORAL_TLS", "true", "SLIPWAY_TEMPORAL_APIKEY", "key"));

    assertThat(settings.temporal())
        .isEqualTo(new TemporalSettings(null, null, true, "key", null, null, null));
    assertThat(settings.toString()).doesNotContain("key=");
  }
}
