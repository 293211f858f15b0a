package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.process.ProcessResult;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are uv's own, captured from runs of 0.13.9. */
class UvRefusalTest {
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_11, Architecture.X86_64);

  private @Nullable String lock;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown-package     | no-such-package-xyz-123 was not found in the package registry and you require no-such-package-xyz-123.
          no-such-version     | there is no version of pillow==99.0 and you require pillow==99.0.
          no-wheel-for-python | tensorflow==2.4.0 has no wheels with a matching Python ABI tag (e.g., `cp311`) and you require tensorflow==2.4.0.
          no-wheel            | numpy==1.19.0 has no usable wheels and you require numpy==1.19.0.
          conflict            | strands-agents>=1.62.0 depends on httpx>=0.28.1,<1.0.0 and you require strands-agents==1.62.0, and you require httpx==0.27.0.
          constraint          | you require mcp>=2 and mcp<2.
          python-too-old      | numpy==2.3.0 has no usable wheels and you require numpy==2.3.0.
          """)
  void uvsReason_isOneSentence(String run, String sentence) {
    assertThat(UvRefusal.sentence(text(run))).isEqualTo(sentence);
  }

  @Test
  void theLineToBlame_isTheFirstEvidence() {
    Failure failure =
        explained("conflict", List.of("boto3", "httpx==0.27.0", "strands-agents==1.62.0"));

    assertThat(failure.type()).isEqualTo(FailureType.DEPENDENCY_UNRESOLVABLE);
    assertThat(failure.evidence())
        .startsWith("requirement: httpx==0.27.0", "requirement: strands-agents==1.62.0");
    assertThat(failure.message()).startsWith("No dependencies for python3.11 on x86_64: ");
  }

  @Test
  void versionThatWouldWork_isEvidenceAndTheNextAction() {
    lock = "httpx==0.28.1\n";
    Failure failure = explained("conflict", List.of("httpx==0.27.0", "strands-agents==1.62.0"));

    assertThat(failure.evidence()).contains("works: httpx==0.28.1");
    assertThat(failure.nextAction())
        .isEqualTo(
            "Use httpx==0.28.1 in place of httpx==0.27.0: it works for python3.11 on x86_64.");
  }

  @Test
  void uvsHint_isEvidence() {
    assertThat(explained("no-wheel", List.of("numpy==1.19.0")).evidence())
        .anyMatch(line -> line.startsWith("uv's hint: Wheels are required for `numpy`"));
  }

  @Test
  void unreachableIndex_isNotTheRequirementsFaultAndMayPass() {
    Failure failure = explained("unreachable", List.of("rich"));

    assertThat(failure.type()).isEqualTo(FailureType.INDEX_UNAVAILABLE);
    assertThat(failure.type().isTransient()).isTrue();
    assertThat(failure.message()).contains("could not be reached");
  }

  @Test
  void indexLostWhileInstalling_mayPassToo() {
    var result = new ProcessResult(2, "", text("unreachable"), Duration.ZERO);

    assertThat(Failures.explain((ApplicationFailure) UvRefusal.ofInstall(result)).type())
        .isEqualTo(FailureType.INDEX_UNAVAILABLE);
  }

  @Test
  void versionThatOnlySomeCopiesOfTheIndexHave_isAskedForAgain() {
    var result =
        new ProcessResult(
            1,
            "",
            """
            error: No solution found when resolving dependencies
              cause: Because there is no version of charset-normalizer==3.5.3 and you require \
            charset-normalizer==3.5.3, we can conclude that your requirements are unsatisfiable.
            """,
            Duration.ZERO);

    Failure failure = Failures.explain((ApplicationFailure) UvRefusal.ofInstall(result));

    assertThat(failure.type()).isEqualTo(FailureType.INDEX_UNAVAILABLE);
    assertThat(failure.evidence().toString()).contains("charset-normalizer==3.5.3");
  }

  /** It is this worker's: another may have room. */
  @Test
  void fullDisk_isTriedAgain() {
    var result =
        new ProcessResult(
            2,
            "",
            "error: Failed to install: boto3\n  Caused by: failed to write to file"
                + " `botocore/data.json`: No space left on device (os error 28)",
            Duration.ZERO);

    assertThat((ApplicationFailure) UvRefusal.ofInstall(result))
        .returns(false, ApplicationFailure::isNonRetryable)
        .returns("ToolFailed", ApplicationFailure::getType);
  }

  private Failure explained(String run, List<String> requirements) {
    var result = new ProcessResult(1, "", text(run), Duration.ZERO);
    try {
      return Failures.explain(
          (ApplicationFailure)
              UvRefusal.explain(
                  result,
                  requirements,
                  TARGET,
                  new WorkingVersion(
                      (_, target) ->
                          target.equals(TARGET) ? Optional.ofNullable(lock) : Optional.empty(),
                      TARGET)));
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String run) {
    try (var stream = UvRefusalTest.class.getResourceAsStream("/uv/" + run + ".txt")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
