package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.component.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What functions of the real emulator find in their layers; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class FunctionLayersTest {
  private static final String SAYING =
      """
      import tide

      def handler(event, context):
          return tide.WHEN
      """;

  @TempDir Path home;

  private SupervisedEmulator own;
  private Supervisor emulator;
  private EmulatedFunctions functions;

  @BeforeEach
  void start() throws Exception {
    own = SupervisedEmulator.of(home);
    functions = new EmulatedFunctions(home, own.address());
    emulator = own.supervisor(ProcessLimits.USUAL);
    emulator.start();
  }

  @AfterEach
  void leaveNothing() {
    functions.close();
    emulator.close();
    Leftovers.endFunctions(own.settings());
  }

  @Test
  void functionsWithTheSameLayer_shareOneCopy_thatOutlivesEitherOfThem() throws Exception {
    String layer = functions.layer("tide", "WHEN = 'now'");
    functions.createWith(List.of(layer), "one", SAYING);
    functions.createWith(List.of(layer), "two", SAYING);
    assertThat(functions.call("one")).isEqualTo("\"now\"");
    assertThat(functions.call("two")).isEqualTo("\"now\"");
    assertThat(layerOf("one")).isEqualTo(layerOf("two"));

    functions.delete("one");
    assertThat(layerOf("two").resolve("python/tide.py")).exists();
    functions.createWith(List.of(layer), "three", SAYING);
    assertThat(functions.call("three")).isEqualTo("\"now\"");
  }

  @Test
  void layersWithOtherContent_areApart() throws Exception {
    String now = functions.layer("tide", "WHEN = 'now'");
    String later = functions.layer("tide", "WHEN = 'later'");
    functions.createWith(List.of(now), "soon", SAYING);
    functions.createWith(List.of(later), "late", SAYING);

    assertThat(functions.call("soon")).isEqualTo("\"now\"");
    assertThat(functions.call("late")).isEqualTo("\"later\"");
    assertThat(layerOf("soon")).isNotEqualTo(layerOf("late"));
  }

  /** Where the files of a function's only layer really are. */
  private Path layerOf(String function) throws Exception {
    Path folder = functions.foldersOf(function).getFirst();
    Path layer = folder.resolve("layer_0").toRealPath();
    assertThat(layer.getParent()).isEqualTo(folder.resolveSibling("slipway-layers").toRealPath());
    try (var files = Files.list(layer)) {
      assertThat(files).isNotEmpty();
    }
    return layer;
  }
}
