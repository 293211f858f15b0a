package dev.slipway.activities.agentcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RuntimeWaitsTest {
  private static final Duration NO_TIME = Duration.ZERO;

  @Test
  void whatIsDone_isReturned_evenWhereThereIsNoTimeLeft() {
    var waits = new RuntimeWaits(true, false, NO_TIME);

    assertThat(waits.until(() -> "READY", "READY"::equals, "endpoint live", Function.identity()))
        .isEqualTo("READY");
  }

  @Test
  void looksAgain_untilItIsDone() {
    Iterator<String> seen = List.of("CREATING", "READY").iterator();
    var waits = new RuntimeWaits(true, false, Duration.ofMinutes(1));

    assertThat(waits.until(seen::next, "READY"::equals, "endpoint live", Function.identity()))
        .isEqualTo("READY");
  }

  @Test
  void endpointThatStaysCreating_failsADeployment_andSaysWhatToLookAt() {
    ApplicationFailure failure = overdue(false);

    assertThat(failure.getType()).isEqualTo(FailureType.RUNTIME_FAILED.wireName());
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.toString()).contains("AgentCore has not finished with the endpoint live");
    assertThat(Failures.explain(failure).toString())
        .contains("endpoint live: CREATING", "AgentCore's console");
  }

  @Test
  void endpointThatStaysCreating_isTriedAgainByAnUndo() {
    ApplicationFailure failure = overdue(true);

    assertThat(failure.getType()).isEqualTo(FailureType.AWS_UNAVAILABLE.wireName());
    assertThat(failure.isNonRetryable()).isFalse();
  }

  private static ApplicationFailure overdue(boolean patient) {
    var waits = new RuntimeWaits(true, patient, NO_TIME);
    return catchThrowableOfType(
        ApplicationFailure.class,
        () -> waits.until(() -> "CREATING", "READY"::equals, "endpoint live", Function.identity()));
  }
}
