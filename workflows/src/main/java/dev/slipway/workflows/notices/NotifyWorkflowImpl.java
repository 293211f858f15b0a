package dev.slipway.workflows.notices;

import dev.slipway.workflows.notices.Notify.Delivery;
import dev.slipway.workflows.temporal.Measured;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks who wants the notice, and delivers it to each of them until it is accepted or too old. */
public final class NotifyWorkflowImpl implements NotifyWorkflow {
  /** A call is given up after ten seconds; this is for a worker that dies in it. */
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  /** As long as a parked deployment waits for a person. */
  private static final Duration TRIES = Duration.ofHours(72);

  /** Waits 5, 10, 20 s … half an hour: quick after a restart, gentle in an outage. */
  private static final RetryOptions BACKOFF =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(5))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofMinutes(30))
          .build();

  /** Counted where no worker said who receives the notice; no receiver has this name. */
  private static final String WHOEVER_WANTED_IT = "(unknown)";

  @Override
  public void send(Notice notice) {
    Map<String, Promise<Void>> deliveries = new LinkedHashMap<>();
    for (String receiver : receivers(notice)) {
      Notify receiving = stub("Telling " + receiver);
      deliveries.put(receiver, Async.procedure(receiving::deliver, new Delivery(notice, receiver)));
    }
    List<String> missed = new ArrayList<>();
    deliveries.forEach(
        (receiver, delivery) -> {
          try {
            delivery.get();
          } catch (ActivityFailure givenUp) {
            requireNotCanceled(givenUp);
            Measured.noticeFailed(receiver);
            missed.add(receiver);
          }
        });
    if (!missed.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "Not accepted by " + String.join(", ", missed) + ".", Notify.NOT_DELIVERED);
    }
  }

  private static List<String> receivers(Notice notice) {
    try {
      return stub("Finding the receivers").findReceivers(notice);
    } catch (ActivityFailure givenUp) {
      requireNotCanceled(givenUp);
      Measured.noticeFailed(WHOEVER_WANTED_IT);
      throw givenUp;
    }
  }

  /** Whoever cancels it has given it up, not Slipway. */
  private static void requireNotCanceled(ActivityFailure ended) {
    if (ended.getCause() instanceof CanceledFailure) {
      throw ended;
    }
  }

  private static Notify stub(String summary) {
    return Workflow.newActivityStub(
        Notify.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.NOTICES)
            .setStartToCloseTimeout(ATTEMPT)
            .setScheduleToCloseTimeout(TRIES)
            .setRetryOptions(BACKOFF)
            .setSummary(summary)
            .build());
  }
}
