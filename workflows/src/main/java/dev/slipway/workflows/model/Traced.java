package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/** An order that is part of a trace. */
public interface Traced {
  /** Its place in the trace, as the W3C writes it; null if it is in none. */
  @Nullable String traceparent();

  /** The id of a trace; null without one. */
  static @Nullable String traceId(@Nullable String traceparent) {
    String[] parts = traceparent == null ? new String[0] : traceparent.split("-");
    return parts.length < 2 ? null : parts[1];
  }
}
