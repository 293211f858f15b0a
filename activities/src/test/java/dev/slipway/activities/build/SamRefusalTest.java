package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.activities.process.ProcessResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The outputs are SAM's own, see the README next to them. */
class SamRefusalTest {
  @Test
  void build_isNotARefusal() {
    assertThatNoException().isThrownBy(() -> SamRefusal.requireSuccess(run("built", 0)));
  }

  @Test
  void errorInItsJson_isTheMessage() {
    var failure = refusal("unknown-requirement");

    assertThat(failure.type()).isEqualTo(FailureType.TOOL_FAILED);
    assertThat(failure.message())
        .isEqualTo(
            "sam build: PythonPipBuilder:ResolveDependencies - Could not satisfy the requirement:"
                + " no-such-package-xyz-123");
  }

  @Test
  void errorWithoutJson_isReportedByItsLastLines() {
    var failure = refusal("bad-template");

    assertThat(failure.message()).isEqualTo("sam build failed with exit code 1.");
    assertThat(failure.evidence().getFirst()).startsWith("Error: Failed to parse template");
  }

  private static Failure refusal(String run) {
    return Failures.explain(
        Objects.requireNonNull(
            catchThrowableOfType(
                ApplicationFailure.class, () -> SamRefusal.requireSuccess(run(run, 1)))));
  }

  private static ProcessResult run(String run, int exitCode) {
    return new ProcessResult(exitCode, read(run + ".out"), read(run + ".err"), Duration.ZERO);
  }

  private static String read(String name) {
    try (var in = SamRefusalTest.class.getResourceAsStream("/sam/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
