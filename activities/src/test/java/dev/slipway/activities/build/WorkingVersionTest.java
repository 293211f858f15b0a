package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkingVersionTest {
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_11, Architecture.X86_64);
  private static final String LOCK =
      "agent==1.0 \\\n    --hash=sha256:00\nnumpy==2.2.6 \\\n    --hash=sha256:01\n";

  private final List<List<String>> asked = new ArrayList<>();

  private Optional<WorkingVersion.Found> instead(
      WorkingVersion.Resolver index, List<String> requirements, String... blamed) throws Exception {
    return new WorkingVersion(
            (lines, target) -> {
              asked.add(lines);
              return index.lock(lines, target);
            },
            TARGET)
        .instead(requirements, List.of(blamed));
  }

  @Test
  void blamedLine_isUnpinnedAmongTheOthers() throws Exception {
    var found =
        instead(
                (lines, target) ->
                    lines.contains("numpy[extra] ; python_version > '3'")
                        ? Optional.of(LOCK)
                        : Optional.empty(),
                List.of("agent==1.0", "numpy[extra]==1.19.0; python_version > '3'"),
                "numpy[extra]==1.19.0; python_version > '3'")
            .orElseThrow();

    assertThat(found.sentence(TARGET))
        .isEqualTo(
            "Use numpy==2.2.6 in place of numpy[extra]==1.19.0; python_version > '3': it works for"
                + " python3.11 on x86_64.");
    assertThat(asked).allMatch(lines -> lines.contains("agent==1.0"));
  }

  @Test
  void whatTheCallerWrote_isUnpinnedBeforeWhatSlipwayPins() throws Exception {
    instead(
        (lines, target) -> target.equals(TARGET) ? Optional.of(LOCK) : Optional.empty(),
        List.of("numpy==9", "strands-agents==1.62.0"),
        "strands-agents==1.62.0",
        "numpy==9");

    assertThat(asked.getLast()).containsExactly("numpy", "strands-agents==1.62.0");
  }

  @Test
  void newerRuntime_isNamedBeforeAnOlderVersion() throws Exception {
    var found =
        instead(
                (lines, target) ->
                    Optional.of(target.equals(TARGET) ? "duckdb==1.2.2\n" : "duckdb==1.4.4\n"),
                List.of("duckdb==1.4.4"),
                "duckdb==1.4.4")
            .orElseThrow();

    assertThat(found.sentence(TARGET))
        .isEqualTo(
            "python3.12 takes duckdb==1.4.4: choose --runtime python3.12 (runtime over HTTP).");
    assertThat(asked).containsExactly(List.of("duckdb==1.4.4"));
  }

  @Test
  void whereNothingFits_anOlderRuntimeIsTheLastResort() throws Exception {
    var found =
        instead(
                (lines, target) ->
                    target.runtime() == PythonRuntime.PYTHON_3_10
                        ? Optional.of("numpy==1.19.0\n")
                        : Optional.empty(),
                List.of("numpy==1.19.0"),
                "numpy==1.19.0")
            .orElseThrow();

    assertThat(found.sentence(TARGET)).startsWith("python3.10 takes numpy==1.19.0");
    assertThat(asked).hasSize(5);
  }

  @Test
  void whereNothingFits_theNearestRuntimeThatHasItIsNamed() throws Exception {
    var found =
        instead(
                (lines, target) ->
                    target.runtime() == PythonRuntime.PYTHON_3_13
                        ? Optional.of("numpy==1.19.0\n")
                        : Optional.empty(),
                List.of("numpy==1.19.0"),
                "numpy==1.19.0")
            .orElseThrow();

    assertThat(found.sentence(TARGET))
        .isEqualTo(
            "python3.13 takes numpy==1.19.0: choose --runtime python3.13 (runtime over HTTP).");
  }

  @Test
  void unknownPackage_hasNoVersion() throws Exception {
    assertThat(instead((lines, target) -> Optional.empty(), List.of("no-such"), "no-such"))
        .isEmpty();
    assertThat(asked).hasSize(4); // the other runtimes: there are no bounds to remove
  }
}
