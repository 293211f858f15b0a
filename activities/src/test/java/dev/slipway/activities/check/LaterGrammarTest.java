package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.model.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaterGrammarTest {
  private static final CheckAnswer REFUSED =
      CheckAnswer.refusal(new Finding("syntax", 3, 7, "invalid syntax", "Correct it"), "3.11");
  private static final CheckAnswer ACCEPTED =
      new CheckAnswer(
          true, List.of(), List.of(), null, List.of(), List.of(), false, false, List.of(),
          List.of(), false, 1, List.of(), List.of(), null, "");

  /** The verdict on code that Pythons from the given minor version on accept. */
  private static Finding explained(int firstThatReadsIt, Integer... minors) throws Exception {
    var interpreters =
        List.of(minors).stream()
            .map(minor -> new PythonInterpreter("p", minor, "3." + minor))
            .toList();
    return new LaterGrammar(PythonRuntime.PYTHON_3_11, interpreters)
        .explain(
            new byte[0],
            REFUSED,
            (python, code, runtime) -> python.minor() >= firstThatReadsIt ? ACCEPTED : REFUSED)
        .errors()
        .getFirst();
  }

  @Test
  void theOldestRuntimeThatReadsIt_isTheHint() throws Exception {
    Finding error = explained(12, 14, 13, 12, 11, 10);

    assertThat(error.hint()).contains("choose runtime python3.12");
    assertThat(error.line()).isEqualTo(3);
  }

  @Test
  void olderPythons_areNotRecommended() throws Exception {
    assertThat(explained(10, 11, 10).hint()).isEqualTo("Correct it");
  }

  @Test
  void whatNoPythonReads_keepsItsHint() throws Exception {
    assertThat(explained(99, 14, 13).hint()).isEqualTo("Correct it");
  }
}
