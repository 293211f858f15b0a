package dev.slipway.starter.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TemporalErrorsTest {
  @Test
  void callThatRanOutOfTimeBeforeItsNextAttempt_isASilentTemporal() {
    // What the SDK was seen to throw from under WorkflowServiceException.
    var seen = new IllegalArgumentException("invalid expiration : " + Duration.ofMillis(-8));

    assertThat(TemporalErrors.statusOf(new IllegalStateException("start", seen)))
        .contains(Status.DEADLINE_EXCEEDED);
  }

  @Test
  void otherExceptions_haveNoStatus() {
    assertThat(TemporalErrors.statusOf(new IllegalArgumentException("name: 'x'"))).isEmpty();
    assertThat(TemporalErrors.statusOf(new IllegalArgumentException())).isEmpty();
    assertThat(TemporalErrors.statusOf(new IllegalStateException("other"))).isEmpty();
  }
}
