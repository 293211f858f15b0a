package dev.slipway.workflows.timeline;

import com.google.protobuf.Timestamp;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;

/** Converts Protobuf's times to Java's. */
final class Times {
  private Times() {}

  static Instant of(HistoryEvent event) {
    return of(event.getEventTime());
  }

  static Instant of(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
