package dev.slipway.workflows.notices;

import dev.slipway.api.NoticeType;
import dev.slipway.api.Status;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends a workflow's notices as workflows that outlive it. Where no one receives any, its history
 * is as if there were none.
 */
public final class Notices {
  private final @Nullable Subject subject;

  private Notices(@Nullable Subject subject) {
    this.subject = subject;
  }

  /** About a deployment, if its order says that someone may listen. */
  public static Notices of(DeploymentOrder order) {
    return order.announced() ? about(Subject.of(order)) : new Notices(null);
  }

  public static Notices about(@Nullable Subject subject) {
    return new Notices(subject);
  }

  /** Sends one if the status is news. Returns when Temporal has it, not when it has arrived. */
  public void became(Status status, String message) {
    NoticeType.of(status).ifPresent(type -> send(type, message));
  }

  /** Sends one. Returns when Temporal has it, not when it has arrived. */
  public void send(NoticeType type, String message) {
    if (subject == null) {
      return;
    }
    // A reset deployment repeats its statuses, and they are news again.
    String id = "evt_" + Workflow.randomUUID();
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    var notice = new Notice(id, now, type, message, subject);
    Workflow.newDetachedCancellationScope(() -> start(notice)).run();
  }

  private static void start(Notice notice) {
    var child = Workflow.newChildWorkflowStub(NotifyWorkflow.class, options(notice));
    Async.procedure(child::send, notice);
    try {
      Workflow.getWorkflowExecution(child).get();
    } catch (TemporalFailure notStarted) {
      Workflow.getLogger(Notices.class).warn("{} was not started", notice.id(), notStarted);
    }
  }

  private static ChildWorkflowOptions options(Notice notice) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId("notice/" + notice.id())
        .setTaskQueue(TaskQueues.PLAN)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
        .setStaticSummary(summary(notice))
        .build();
  }

  private static String summary(Notice notice) {
    Subject about = notice.subject();
    return notice.type().status() == null
        ? "%s: %s".formatted(about.agent().label(), notice.type().wireName())
        : "%s is %s".formatted(about.deploymentId(), notice.type().wireName());
  }
}
