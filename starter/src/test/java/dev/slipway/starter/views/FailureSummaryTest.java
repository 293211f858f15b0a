package dev.slipway.starter.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A memo outlives what it says: whether it still applies depends on the status. */
class FailureSummaryTest {
  private static final Outcome DENIED =
      new Outcome(null, FailureType.ACCESS_DENIED, "Lambda said no.");

  @ParameterizedTest
  @EnumSource(names = {"PARKED", "COMPENSATING", "FAILED", "CANCELED"})
  void shown_whereItIsWhyNothingGoesOn(Status status) {
    assertThat(FailureSummary.of(status, DENIED))
        .isEqualTo(
            new FailureSummary(
                FailureType.ACCESS_DENIED, FailureClass.PERMISSION, "Lambda said no."));
    assertThat(FailureSummary.of(status, Outcome.NONE)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"QUEUED", "RUNNING", "AWAITING_APPROVAL", "SUCCEEDED", "UNKNOWN"})
  void notShown_onceItHasGoneOn(Status status) {
    assertThat(FailureSummary.of(status, DENIED)).isNull();
  }
}
