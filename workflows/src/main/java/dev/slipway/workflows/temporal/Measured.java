package dev.slipway.workflows.temporal;

import com.uber.m3.util.Duration;
import dev.slipway.api.Status;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** What workflows count and time. A replay counts nothing twice: Temporal's scope knows of it. */
public final class Measured {
  private Measured() {}

  /** A deployment or destroy has a new status. */
  public static void became(Status status) {
    Workflow.getMetricsScope()
        .tagged(Map.of("status", status.wireName()))
        .counter("slipway_status")
        .inc(1);
  }

  /** One had its turn after so many milliseconds. */
  public static void waited(long millis) {
    Workflow.getMetricsScope()
        .timer("slipway_queue_wait")
        .record(Duration.ofMillis((double) millis));
  }

  /** Something could not be undone and is left for a person. */
  public static void undoFailed() {
    Workflow.getMetricsScope().counter("slipway_undo_failed").inc(1);
  }

  /** A receiver did not accept a notice in time; no more attempts are made. */
  public static void noticeFailed(String receiver) {
    Workflow.getMetricsScope()
        .tagged(Map.of("receiver", receiver))
        .counter("slipway_notice_failed")
        .inc(1);
  }

  /** An audit bundle could not be written in time; it is tried again. */
  public static void auditFailed() {
    Workflow.getMetricsScope().counter("slipway_audit_failed").inc(1);
  }
}
