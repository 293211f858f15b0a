package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck.Report;
import dev.slipway.workflows.model.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {
  private static final PythonInterpreter NEW = new PythonInterpreter("new", 13, "3.13.0");
  private static final PythonInterpreter OLD = new PythonInterpreter("old", 10, "3.10.0");

  private static Report opinion(String code, BiPredicate<PythonInterpreter, String> accepts)
      throws Exception {
    return new SecondOpinion(PythonRuntime.PYTHON_3_14, List.of(NEW, OLD))
        .of(
            code.getBytes(StandardCharsets.UTF_8),
            (python, bytes, runtime) ->
                accepts.test(python, new String(bytes, StandardCharsets.UTF_8))
                    ? accepted(python)
                    : CheckAnswer.refusal(
                        new Finding("syntax", 1, 1, "invalid syntax", null), python.version()));
  }

  private static CheckAnswer accepted(PythonInterpreter python) {
    return new CheckAnswer(
        true,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        false,
        false,
        List.of(),
        List.of(),
        false,
        1,
        List.of(),
        List.of(),
        null,
        python.version());
  }

  @Test
  void codeTheNewestAccepts_isAcceptedWithTheLimitAsAWarning() throws Exception {
    Report report = opinion("x", (python, code) -> true);

    assertThat(report.ok()).isTrue();
    assertThat(report.warnings())
        .extracting(Finding::message)
        .containsExactly("The code was checked with Python 3.13.0: this worker has no 3.14");
  }

  @Test
  void codeOnlyAnOlderOneAccepts_isAccepted() throws Exception {
    assertThat(opinion("x", (python, code) -> python.equals(OLD)).ok()).isTrue();
  }

  @Test
  void syntaxOfTheMissingPython_isNoReasonToRefuse() throws Exception {
    String code = "try:\n    f()\nexcept KeyError, ValueError:\n    pass\n";

    assertThat(
            opinion(code, (python, text) -> text.contains("except (KeyError, ValueError):")).ok())
        .isTrue();
  }

  @Test
  void fStringOfALaterPython_isIgnored() throws Exception {
    assertThat(opinion("f\"{d[\"a\"]}\"\n", (python, text) -> text.equals("pass\n")).ok()).isTrue();
  }

  @Test
  void codeThatAllRefuse_isRefused() throws Exception {
    Report report = opinion("x = (", (python, code) -> false);

    assertThat(report.ok()).isFalse();
    assertThat(report.errors()).extracting(Finding::message).containsExactly("invalid syntax");
  }
}
