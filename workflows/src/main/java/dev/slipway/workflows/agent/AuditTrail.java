package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.temporal.Urgency;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Has a bundle written for each ended deployment, one at a time, alongside the agent's own work: an
 * unreachable store delays bundles, never a deployment.
 */
final class AuditTrail {
  /** Five missed heartbeats mean that the worker is gone, as for every step. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Reading a history and its logs takes seconds; the rest is a slow line. */
  private static final Duration ATTEMPT = Duration.ofMinutes(10);

  /** As long as an undo. After that the agent says so in its memo, waits and starts over. */
  private static final Duration TRIES = Duration.ofHours(6);

  private static final Duration MAX_WAIT = Duration.ofMinutes(5);

  /** A missing permission is not granted within seconds, and no one is waiting for the bundle. */
  private static final Duration PAUSE = Duration.ofMinutes(15);

  private final Supplier<AgentKey> agent;
  private final AuditBacklog backlog;
  private final BiConsumer<DeploymentId, String> reporter;
  private boolean reporting;

  /**
   * The audit of an agent.
   *
   * @param reporter gets each deployment that has no bundle, and why, once
   */
  AuditTrail(
      Supplier<AgentKey> agent, AuditBacklog backlog, BiConsumer<DeploymentId, String> reporter) {
    this.agent = agent;
    this.backlog = backlog;
    this.reporter = reporter;
  }

  /**
   * Starts writing, in a thread of its own.
   *
   * @param news called when the backlog has changed
   */
  void begin(Runnable news) {
    Async.procedure(() -> writeForEver(news));
  }

  /** Whether nothing is waiting to be written. */
  boolean isDone() {
    return backlog.isEmpty();
  }

  /** Whether a failure is being reported; that is short, and nothing may interrupt it. */
  boolean reporting() {
    return reporting;
  }

  private void writeForEver(Runnable news) {
    while (true) {
      Workflow.await(() -> !backlog.isEmpty());
      boolean written = write(backlog.first().orElseThrow());
      news.run();
      if (!written) {
        Workflow.sleep(PAUSE);
      }
    }
  }

  private boolean write(DeploymentId id) {
    try {
      backlog.written(
          id, hand(id).writeAudit(new WriteAudit.Input(agent.get(), id, backlog.head())));
      return true;
    } catch (ActivityFailure failure) {
      Measured.auditFailed();
      String why = Failures.explain(failure).message();
      Workflow.getLogger(AuditTrail.class).error("No audit bundle of {}: {}", id, why);
      if (failure.getCause() instanceof ApplicationFailure cause
          && WriteAudit.HISTORY_GONE.equals(cause.getType())) {
        backlog.givenUp(id, why);
        report(id, why);
        return true;
      }
      if (backlog.failed(id, why)) {
        report(id, why);
      }
      return false;
    }
  }

  private void report(DeploymentId id, String why) {
    reporting = true;
    reporter.accept(id, why);
    reporting = false;
  }

  private static WriteAudit hand(DeploymentId id) {
    return Workflow.newActivityStub(
        WriteAudit.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CLOUD)
            .setStartToCloseTimeout(ATTEMPT)
            .setScheduleToCloseTimeout(TRIES)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(MAX_WAIT).build())
            .setSummary("Writing the audit bundle of " + id)
            .setPriority(Urgency.LATER.priority())
            .build());
  }
}
