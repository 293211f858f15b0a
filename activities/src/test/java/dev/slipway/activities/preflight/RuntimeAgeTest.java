package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.PythonRuntime;
import dev.slipway.api.RuntimeDates;
import dev.slipway.api.Target;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuntimeAgeTest {
  @ParameterizedTest
  @CsvSource({
    "PYTHON_3_10, 2026-07-30, false",
    "PYTHON_3_10, 2026-07-31, true",
    "PYTHON_3_10, 2026-11-28, true",
    "PYTHON_3_11, 2026-11-28, false",
    "UNKNOWN, 2026-11-28, false"
  })
  void runtimeNearOrPastItsEnd_isWarnedOf(PythonRuntime runtime, LocalDate today, boolean warned) {
    assertThat(RuntimeAge.warning(runtime, Target.LAMBDA, today).isPresent()).isEqualTo(warned);
  }

  @Test
  void warning_namesTheDatesAndWhatToDo() {
    var warning =
        RuntimeAge.warning(PythonRuntime.PYTHON_3_10, null, LocalDate.of(2026, 11, 28))
            .orElseThrow();

    assertThat(warning.message()).contains("python3.10", "2026-10-31", "2027-02-01", "2027-03-03");
    assertThat(warning.hint()).contains("python3.13");
  }

  @Test
  void everyRuntime_hasItsDates() {
    assertThat(PythonRuntime.known())
        .allSatisfy(runtime -> assertThat(RuntimeDates.of(runtime)).isPresent());
  }
}
