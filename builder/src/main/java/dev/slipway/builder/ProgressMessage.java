package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What listeners at {@code /ws} receive. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ProgressMessage(
    String type,
    String deploymentId,
    String step,
    State status,
    @Nullable String message,
    Instant timestamp) {
  /** The builder's four step statuses. */
  enum State {
    PENDING,
    RUNNING,
    COMPLETED,
    ERROR;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static ProgressMessage of(
      String deploymentId, String step, State status, @Nullable String message, Instant at) {
    return new ProgressMessage("deployment_progress", deploymentId, step, status, message, at);
  }
}
