package dev.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.temporal.TemporalSettings;
import dev.slipway.workflows.temporal.WorkerBuild;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Pins the names and defaults of a worker's settings, as users write them. */
class SettingsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/slipway-cloudformation";
  private static final String BUCKET = "acme-{account}-{region}";
  private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/agents";

  @Test
  void defaults() {
    WorkerSettings settings = settings(Map.of());

    assertThat(settings.temporal().server().target()).isEqualTo("127.0.0.1:7233");
    assertThat(settings.temporal().server().namespace()).isEqualTo("default");
    assertThat(settings.aws().endpoint()).isNull();
    assertThat(settings.tools()).isEqualTo(new WorkerSettings.Tools("sam", "uv", "python3"));
    assertThat(settings.workDirectory()).isEqualTo(Path.of("/tmp/slipway"));
    assertThat(settings.slots().build()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.slots().cloud()).isEqualTo(200);
    assertThat(settings.slots().cloudPerSecond()).isEqualTo(20);
    assertThat(settings.worker().build()).isNull();
  }

  @Test
  void buildOfAWorker_isWhatTemporalTakesForOne() {
    assertThat(settings(Map.of("SLIPWAY_WORKER_BUILD", "2026.11.30-a1b2c3")).worker().versioned())
        .isEqualTo(new WorkerBuild("2026.11.30-a1b2c3"));
    assertThat(settings(Map.of("SLIPWAY_WORKER_BUILD", "")).worker().versioned()).isNull();
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_WORKER_BUILD", "slipway:2")))
        .rootCause()
        .hasMessage(
            "slipway.worker.build: 'slipway:2' (expected: up to 100 letters, digits and . _ + -, a letter or digit first)");
  }

  @Test
  void everySettingHasAnEnvironmentName() {
    WorkerSettings settings =
        settings(
            Map.ofEntries(
                Map.entry("SLIPWAY_TEMPORAL_TARGET", "temporal:7233"),
                Map.entry("SLIPWAY_TEMPORAL_NAMESPACE", "slipway"),
                Map.entry("SLIPWAY_AWS_ENDPOINT", "http://127.0.0.1:4566"),
                Map.entry("SLIPWAY_AWS_BUCKET", BUCKET),
                Map.entry("SLIPWAY_AWS_CLOUDFORMATIONROLE", ROLE),
                Map.entry("SLIPWAY_AWS_PERMISSIONSBOUNDARY", BOUNDARY),
                Map.entry("SLIPWAY_TOOLS_SAM", "/opt/sam"),
                Map.entry("SLIPWAY_TOOLS_UV", "/opt/uv"),
                Map.entry("SLIPWAY_TOOLS_PYTHON", "/opt/python3"),
                Map.entry("SLIPWAY_WORK_DIRECTORY", "/var/slipway"),
                Map.entry("SLIPWAY_SLOTS_BUILD", "3"),
                Map.entry("SLIPWAY_SLOTS_CLOUD", "40"),
                Map.entry("SLIPWAY_SLOTS_CLOUDPERSECOND", "5"),
                Map.entry("SLIPWAY_WORKER_BUILD", "0.2.0"),
                Map.entry("SLIPWAY_RECEIVERS", "/etc/slipway/receivers.yml"),
                Map.entry("SLIPWAY_PUBLIC_URL", "https://slipway.example.com")));

    assertThat(settings)
        .isEqualTo(
            new WorkerSettings(
                new TemporalSettings("temporal:7233", "slipway", null, null, null, null, null),
                new WorkerSettings.Aws(URI.create("http://127.0.0.1:4566"), BUCKET, ROLE, BOUNDARY),
                new WorkerSettings.Tools("/opt/sam", "/opt/uv", "/opt/python3"),
                Path.of("/var/slipway"),
                new WorkerSettings.Slots(3, 40, 5),
                new WorkerSettings.Audit(0),
                new WorkerSettings.Worker("0.2.0"),
                Path.of("/etc/slipway/receivers.yml"),
                URI.create("https://slipway.example.com")));
  }

  @Test
  void roleOfCloudFormation_isWhatItActsWith() {
    var with = settings(Map.of("SLIPWAY_AWS_CLOUDFORMATIONROLE", ROLE));

    assertThat(with.aws().settings().stackRole()).isEqualTo(ROLE);
    assertThat(settings(Map.of("SLIPWAY_AWS_CLOUDFORMATIONROLE", "")).aws().settings().stackRole())
        .isNull();
  }

  @Test
  void bucketOfOnesOwn_isCalledByItsPattern() {
    var names = settings(Map.of("SLIPWAY_AWS_BUCKET", BUCKET)).aws().settings().buckets();

    assertThat(names.name("123456789012", "eu-west-1")).isEqualTo("acme-123456789012-eu-west-1");
    assertThat(settings(Map.of("SLIPWAY_AWS_BUCKET", "")).aws().settings().buckets().areOurs())
        .isTrue();
  }

  @Test
  void boundaryThatIsNoPolicy_stopsTheStart() {
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_AWS_PERMISSIONSBOUNDARY", ROLE)))
        .hasRootCauseMessage(
            "slipway.aws.permissions-boundary: '%s' (expected: the ARN of a policy, such as arn:aws:iam::123456789012:policy/agents)"
                .formatted(ROLE));
  }

  @Test
  void connectionToTemporal_hasTheseNames() {
    var settings =
        settings(
            Map.of(
                "SLIPWAY_TEMPORAL_TLS", "true",
                "SLIPWAY_TEMPORAL_APIKEYFILE", "/run/secrets/key",
                "SLIPWAY_TEMPORAL_PROFILE", "production",
                "SLIPWAY_TEMPORAL_ENCRYPTIONKEYS", "/run/secrets/keys"));

    assertThat(settings.temporal())
        .isEqualTo(
            new TemporalSettings(
                null,
                null,
                true,
                null,
                Path.of("/run/secrets/key"),
                "production",
                Path.of("/run/secrets/keys")));
  }

  @Test
  void emptyEndpoint_isAwsItself() {
    assertThat(settings(Map.of("SLIPWAY_AWS_ENDPOINT", "")).aws().endpoint()).isNull();
  }

  @Test
  void retentionOfAuditBundles_isInDays() {
    var audit = settings(Map.of("SLIPWAY_AUDIT_RETENTIONDAYS", "2555")).audit();

    assertThat(audit.retention()).isEqualTo(Duration.ofDays(2555));
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_AUDIT_RETENTIONDAYS", "-1")))
        .rootCause()
        .hasMessage("slipway.audit.retention-days: -1 (expected: 0 to 36500)");
  }

  @Test
  void wrongValues_areNamed() {
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_TEMPORAL_TARGET", "http://temporal")))
        .rootCause()
        .hasMessage("slipway.temporal.target: 'http://temporal' (expected: host:port)");
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_PUBLIC_URL", "slipway.example.com")))
        .rootCause()
        .hasMessageStartingWith("slipway.public-url: 'slipway.example.com' (expected: ");
    assertThatThrownBy(() -> settings(Map.of("SLIPWAY_SLOTS_CLOUD", "0")))
        .rootCause()
        .hasMessageContaining("cloud 0");
  }

  private static WorkerSettings settings(Map<String, String> environment) {
    var spring = new StandardEnvironment();
    spring.getPropertySources().forEach(any -> spring.getPropertySources().remove(any.getName()));
    spring
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.copyOf(environment)));
    ConfigurationPropertySources.attach(spring);
    return Binder.get(spring).bindOrCreate("slipway", WorkerSettings.class);
  }
}
