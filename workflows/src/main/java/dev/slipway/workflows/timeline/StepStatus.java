package dev.slipway.workflows.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.model.Fallback;
import java.util.Locale;

/** Where a step stands. */
public enum StepStatus {
  /** Not begun, or in a state that a newer version has a word for. */
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
