package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.StarterSettings;
import dev.slipway.worker.WorkerSettings;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There may be no Docker where this is built, so whatever reading can check is checked by reading.
 */
class ComposeTest {
  /** The version is for people; the digest is what is pulled. */
  private static final Pattern PINNED =
      Pattern.compile("[a-z/-]+:\\d+\\.\\d+(\\.\\d+)?[\\w.-]*@sha256:[0-9a-f]{64}");

  private static final Pattern MINOR_OF_SERVER =
      Pattern.compile("go\\.temporal\\.io/server v(\\d+\\.\\d+)\\.\\d+");
  private static final String DEFAULTS =
      "starter/src/main/resources/dev/slipway/starter/starter-defaults.properties";
  private static final String WORKER =
      "worker/src/main/java/dev/slipway/worker/WorkerApplication.java";

  private final Compose compose = Compose.read();

  @Test
  void images_arePinned() {
    for (String service : compose.services()) {
      String image = compose.text(service, "image");
      if (compose.has(service, "build")) {
        assertThat(image).startsWith("slipway-");
      } else {
        assertThat(image).as(service).matches(PINNED);
      }
    }
    assertThat(baseImages()).isNotEmpty().allMatch(PINNED.asMatchPredicate());
  }

  /** {@code verify production} runs another patch version at most. */
  @ParameterizedTest
  @ValueSource(strings = {"temporal", "temporal-schema", "temporal-namespace"})
  void temporalsImages_areTheMinorVersionThatIsTested(String service) {
    String tested =
        MINOR_OF_SERVER
            .matcher(Repository.text("launcher/tools/temporal-server/go.mod"))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining());

    assertThat(compose.text(service, "image")).contains(":" + tested + ".");
  }

  /** Loading classes from jars within a jar can block every virtual thread forever. */
  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void images_runUnpackedJars(String service) {
    String jar = "slipway-" + service + ".jar";
    assertThat(Images.stage("build"))
        .anyMatch(line -> line.contains(jar + " extract --destination /jars/" + service));
    assertThat(Images.stage(service))
        .contains(
            "COPY --from=build /jars/%1$s /opt/slipway/%1$s".formatted(service),
            "ENTRYPOINT [\"java\", \"-jar\", \"/opt/slipway/%s/%s\"]".formatted(service, jar));
  }

  @Test
  void onlyTheStarterIsPublished_andForThisMachineOnly() {
    assertThat(compose.list("starter", "ports")).containsExactly("127.0.0.1:8480:8480");
    for (String service : compose.services()) {
      assertThat(compose.has(service, "ports")).as(service).isEqualTo(service.equals("starter"));
    }
    assertThat(compose.list("temporal-ui", "profiles")).containsExactly("temporal-ui");
  }

  @Test
  void whateverKeepsRunning_isWatched() {
    for (String service : Set.of("postgresql", "temporal", "worker", "starter")) {
      assertThat(compose.map(service, "healthcheck").containsKey("test")).as(service).isTrue();
      assertThat(compose.text(service, "restart")).as(service).isEqualTo("unless-stopped");
    }
    assertThat(compose.map("worker", "healthcheck").get("test"))
        .asString()
        .contains(compose.environment("worker", "SLIPWAY_WORKER_HEALTH_PORT"), "/actuator/health");
    assertThat(compose.map("starter", "healthcheck").get("test"))
        .asString()
        .contains(compose.environment("starter", "SLIPWAY_PORT"), "/actuator/health");
  }

  /** What is in memory counts towards a container's limit, with half of it the JVM's own. */
  @Test
  void buildsAndCaches_areOnDisk() {
    assertThat(compose.has("worker", "tmpfs")).isFalse();
    assertThat(compose.list("worker", "volumes")).containsExactly("/tmp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose", "image"})
  void workersEnvironment_isThatOfItsSettings(String place) {
    Set<String> known = new TreeSet<>(SettingNames.of(WorkerSettings.class));
    known.addAll(SettingNames.placeholders(Repository.text(WORKER)));

    assertThat(own(place, "worker")).isNotEmpty().isSubsetOf(known);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose", "image"})
  void startersEnvironment_isThatOfItsSettings(String place) {
    String defaults = Repository.text(DEFAULTS);
    Set<String> known = new TreeSet<>(SettingNames.of(StarterSettings.class));
    known.addAll(SettingNames.placeholders(defaults));
    known.addAll(SettingNames.overriding(defaults));

    assertThat(own(place, "starter")).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void namespaceGetsEverySearchAttribute() {
    String script = Repository.text("docker/temporal/namespace.sh");

    assertThat(SearchAttributes.ALL)
        .extracting(SearchAttributeKey::getName)
        .allMatch(name -> script.contains(name), "is in namespace.sh");
  }

  @Test
  void whatIsMounted_exists() {
    assertThat(Repository.path("docker/temporal/schema.sh")).exists();
    assertThat(Repository.path("docker/temporal/server.sh")).exists();
    assertThat(Repository.path("docker/temporal/dynamicconfig.yaml")).exists();
    assertThat(Repository.path("docker/health")).isExecutable();
  }

  /** Names that are Slipway's or Spring's; AWS_* and what other images use is not ours. */
  private Set<String> own(String place, String service) {
    Stream<String> names =
        place.equals("compose")
            ? compose.environmentNames(service).stream()
            : Images.environmentNames(service).stream();
    return names
        .filter(name -> name.matches("(SLIPWAY|SERVER|SPRING|MANAGEMENT)_.*"))
        .collect(Collectors.toSet());
  }

  private static Set<String> baseImages() {
    return Images.bases().stream().filter(base -> base.contains(":")).collect(Collectors.toSet());
  }
}
