package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The builder's five deployment statuses. */
enum BuilderStatus {
  PENDING,
  BUILDING,
  DEPLOYING,
  COMPLETED,
  FAILED;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static BuilderStatus of(DeploymentView view) {
    return switch (view.status()) {
      case QUEUED, UNKNOWN -> PENDING;
      case RUNNING, AWAITING_APPROVAL, PARKED -> during(view.step());
      case COMPENSATING -> DEPLOYING;
      case SUCCEEDED -> COMPLETED;
      case FAILED, CANCELED -> FAILED;
    };
  }

  private static BuilderStatus during(@Nullable Step step) {
    return switch (step) {
      case null -> DEPLOYING; // A destroy has no steps.
      case PREFLIGHT, INJECT, SAM_BUILD -> BUILDING;
      case SAM_DEPLOY, FETCH_OUTPUTS, SMOKE_TEST, UNKNOWN -> DEPLOYING;
    };
  }
}
