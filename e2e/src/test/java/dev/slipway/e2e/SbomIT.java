package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bill of materials that each jar of an image carries names what the jar holds. Everyday builds
 * make none; {@code ./slipway verify} and {@code ./slipway build} do.
 */
@EnabledIfSystemProperty(named = "slipway.bills", matches = "true")
class SbomIT {
  private static final String LIBRARIES = "BOOT-INF/lib/";

  /** Spring Boot's own, which reads the list of layers; no dependency of ours. */
  private static final String TOOLS = "spring-boot-jarmode-tools";

  @ParameterizedTest
  @CsvSource({"worker, slipway-worker", "builder, slipway-starter"})
  void components_areTheJarsLibraries_withTheirHashes(String module, String name)
      throws IOException {
    try (var jar =
        new JarFile(Ground.root().resolve(module + "/target/" + name + ".jar").toFile())) {
      JsonNode bill = read(jar);

      assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
      assertThat(libraries(jar)).hasSizeGreaterThan(50).isEqualTo(named(bill));
      assertThat(bill.path("components").valueStream())
          .allSatisfy(
              component -> {
                assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
                assertThat(component.path("licenses").isEmpty()).isFalse();
              });
    }
  }

  private static JsonNode read(JarFile jar) throws IOException {
    String place = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
    try (var bill = jar.getInputStream(jar.getEntry(place))) {
      return new ObjectMapper().readTree(bill);
    }
  }

  private static Set<String> libraries(JarFile jar) {
    return jar.stream()
        .map(entry -> entry.getName())
        .filter(entry -> entry.startsWith(LIBRARIES) && entry.endsWith(".jar"))
        .map(entry -> entry.substring(LIBRARIES.length()))
        .filter(library -> !library.startsWith(TOOLS))
        .collect(Collectors.toSet());
  }

  /** Without those that have no code, only dependencies: Spring Boot leaves them out. */
  private static Set<String> named(JsonNode bill) {
    return bill.path("components")
        .valueStream()
        .filter(each -> !each.path("name").asText().startsWith("spring-boot-starter"))
        .map(each -> each.path("name").asText() + "-" + each.path("version").asText() + ".jar")
        .collect(Collectors.toSet());
  }
}
