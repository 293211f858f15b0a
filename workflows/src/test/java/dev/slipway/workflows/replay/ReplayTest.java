package dev.slipway.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Replay;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowHistoryLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of released versions against today's workflow code, one folder per version from 0.1 on.
 * If one no longer replays, deployments in flight during an upgrade would be stuck.
 *
 * <p>{@code -Dslipway.histories.record=VERSION} records the folder of that version, until it is
 * released; {@code -Dslipway.histories.scenarios=A,B} only these in it.
 */
class ReplayTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  static List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void history_stillReplays(Path file) throws Exception {
    Replay.of(WorkflowHistoryLoader.readHistory(file.toFile()));
  }

  @Test
  void everyScenario_hasAHistory() throws IOException {
    List<String> recorded =
        histories().stream().map(file -> String.valueOf(file.getFileName())).distinct().toList();
    assertThat(recorded)
        .containsAll(Scenario.all().keySet().stream().map(name -> name + ".json").toList());
  }

  @Test
  @EnabledIfSystemProperty(named = "slipway.histories.record", matches = ".+")
  void record() throws Exception {
    Path version = HISTORIES.resolve(System.getProperty("slipway.histories.record"));
    Files.createDirectories(version);
    Map<String, Scenario> scenarios = Scenario.all();
    String wanted = System.getProperty("slipway.histories.scenarios");
    if (wanted != null) {
      scenarios.keySet().retainAll(List.of(wanted.split(",")));
    }
    for (Map.Entry<String, Scenario> scenario : scenarios.entrySet()) {
      try (var harbour = new Harbour()) {
        WorkflowExecutionHistory history = scenario.getValue().play(harbour);
        Files.writeString(version.resolve(scenario.getKey() + ".json"), history.toJson(true));
      }
    }
  }
}
