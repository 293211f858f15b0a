package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck.Report;
import dev.slipway.workflows.model.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenRuntimeTest {
  private static final Finding SYNTAX = new Finding("syntax", 3, 7, "invalid syntax", "Correct it");

  private final List<PythonRuntime> asked = new ArrayList<>();

  /** For code that Pythons from a minor version on read. */
  private Report chosen(int firstThatReadsIt) throws Exception {
    return ChosenRuntime.of(
        PythonRuntime.PYTHON_3_11,
        runtime -> {
          asked.add(runtime);
          return runtime.minor() >= firstThatReadsIt
              ? ACCEPTED.report(runtime)
              : CheckAnswer.refusal(SYNTAX, "3").report(runtime);
        });
  }

  private static final CheckAnswer ACCEPTED =
      new CheckAnswer(
          true, List.of(), List.of(), null, List.of(), List.of(), false, false, List.of(),
          List.of(), false, 1, List.of(), List.of(), null, "");

  @Test
  void usualCode_getsTheLowestWithoutAWord() throws Exception {
    Report report = chosen(10);

    assertThat(report.runtime()).isEqualTo(PythonRuntime.PYTHON_3_11);
    assertThat(report.warnings()).isEmpty();
    assertThat(asked).containsExactly(PythonRuntime.PYTHON_3_11);
  }

  @Test
  void laterSyntax_getsTheFirstThatReadsIt_andTheReason() throws Exception {
    Report report = chosen(13);

    assertThat(report.ok()).isTrue();
    assertThat(report.runtime()).isEqualTo(PythonRuntime.PYTHON_3_13);
    assertThat(report.warnings())
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.line()).isEqualTo(3);
              assertThat(why.message())
                  .isEqualTo(
                      "python3.13 is the lowest runtime that reads this (python3.11: invalid syntax)");
            });
  }

  @Test
  void whatNoPythonReads_isRefusedAsForTheLowest() throws Exception {
    Report report = chosen(99);

    assertThat(report.ok()).isFalse();
    assertThat(report.runtime()).isEqualTo(PythonRuntime.PYTHON_3_11);
    assertThat(report.errors()).containsExactly(SYNTAX);
  }

  @Test
  void anotherError_isNoReasonForALaterRuntime() throws Exception {
    var other = CheckAnswer.refusal(new Finding("no_entry_point", null, null, "none", ""), "3");
    Report report =
        ChosenRuntime.of(
            PythonRuntime.PYTHON_3_11,
            runtime -> {
              asked.add(runtime);
              return other.report(runtime);
            });

    assertThat(report.ok()).isFalse();
    assertThat(asked).containsExactly(PythonRuntime.PYTHON_3_11);
  }
}
