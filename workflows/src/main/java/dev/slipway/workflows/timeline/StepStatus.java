package dev.slipway.workflows.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import java.util.Locale;

/** The state of a step. */
public enum StepStatus {
  /** Not started, or in a state that only a newer version knows. */
  @Fallback
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  SKIPPED,
  CANCELED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
