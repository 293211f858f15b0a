package dev.slipway.workflows.deploy;

import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.StackWaits;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.temporal.Urgency;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long each step may take, how often it is attempted, and why. */
public final class StepOptions {
  /** Activities heartbeat every 2 s; five missed heartbeats mean that the worker is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Waits 1, 2, 4 … 30 s: quick after a hiccup, gentle in an outage. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  /** What a step does besides waiting: a few reads of AWS and the tools, with their retries. */
  private static final Duration READS = Duration.ofMinutes(5);

  /**
   * Beside a stack, on AgentCore: up to five waits, such as for another's change, a version, a
   * failed endpoint's end, a move, and the candidate's end.
   */
  private static final Duration RUNTIME_CHANGE = GoLive.LONGEST_WAIT.multipliedBy(5);

  private StepOptions() {}

  /** Ten attempts ride out about four minutes in which nothing answers. */
  static ActivityOptions preflight() {
    return of(
        TaskQueues.CLOUD,
        StackWaits.PREFLIGHT.plus(GoLive.LONGEST_WAIT).plus(READS),
        10,
        "Checking before anything is done");
  }

  /** Python parses 5 MB in seconds; the rest is one download and one upload. */
  static ActivityOptions inject() {
    return of(TaskQueues.BUILD, Duration.ofMinutes(2), 10, "Freezing the source");
  }

  /** A cold layer of 250 MB over a slow line takes minutes; uv and SAM have limits of their own. */
  static ActivityOptions samBuild() {
    return of(TaskQueues.BUILD, Duration.ofMinutes(20), 5, "Locking, building, packaging");
  }

  /** S3 itself copies a package of 250 MB within seconds. */
  static ActivityOptions reuseRevision() {
    return of(TaskQueues.CLOUD, Duration.ofMinutes(5), 10, "Reusing an earlier revision's package");
  }

  static ActivityOptions planChange() {
    return of(TaskQueues.CLOUD, StackWaits.PLAN_CHANGE.plus(READS), 10, "Making the plan");
  }

  static ActivityOptions samDeploy() {
    return of(
        TaskQueues.CLOUD,
        StackWaits.SAM_DEPLOY.plus(RUNTIME_CHANGE).plus(READS),
        20,
        "Executing the plan");
  }

  static ActivityOptions fetchOutputs() {
    return of(TaskQueues.CLOUD, Duration.ofMinutes(1), 10, "Reading the outputs");
  }

  /** A function may take 15 min; 3 more cover its cold start and the way there and back. */
  static ActivityOptions smokeTest() {
    return of(TaskQueues.CLOUD, Duration.ofMinutes(18), 3, "Calling the live agent");
  }

  static ActivityOptions goLive() {
    return of(TaskQueues.CLOUD, RUNTIME_CHANGE.plus(READS), 10, "Moving the endpoint live");
  }

  /**
   * An undo or a removal is retried for six hours: AWS keeps network interfaces of a deleted
   * function that long.
   */
  public static ActivityOptions undo(String summary) {
    return ActivityOptions.newBuilder(
            of(TaskQueues.CLOUD, StackWaits.UNDO.plus(RUNTIME_CHANGE).plus(READS), 0, summary))
        .setPriority(Urgency.FIRST.priority())
        .setScheduleToCloseTimeout(Duration.ofHours(6))
        .setRetryOptions(retry(0).setMaximumInterval(Duration.ofMinutes(5)).build())
        .build();
  }

  /** As patient as an undo, but no one waits for it. */
  public static ActivityOptions pruning() {
    return ActivityOptions.newBuilder(undo("Removing leftovers of old revisions"))
        .setPriority(Urgency.LATER.priority())
        .build();
  }

  /** The same, limited across all attempts together. */
  static ActivityOptions within(TimeLimits limits, ActivityOptions options) {
    Duration attempt = options.getStartToCloseTimeout();
    return ActivityOptions.newBuilder(options)
        .setScheduleToCloseTimeout(limits.step())
        .setStartToCloseTimeout(attempt.compareTo(limits.step()) < 0 ? attempt : limits.step())
        .build();
  }

  /** CloudFormation checks each resource, which takes a minute; someone may be waiting. */
  public static ActivityOptions checkDrift() {
    return ActivityOptions.newBuilder(
            of(TaskQueues.CLOUD, Duration.ofMinutes(4), 3, "Checking for drift"))
        .setPriority(Urgency.LATER.priority())
        .setScheduleToCloseTimeout(Duration.ofMinutes(8))
        .build();
  }

  /** Answers a waiting person: better a quick no than a late yes. */
  public static ActivityOptions question(String queue, String summary) {
    return ActivityOptions.newBuilder(of(queue, Duration.ofSeconds(30), 2, summary))
        .setPriority(Urgency.FIRST.priority())
        .setScheduleToCloseTimeout(Duration.ofMinutes(1))
        .build();
  }

  private static ActivityOptions of(String queue, Duration longest, int attempts, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(longest)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retry(attempts).build())
        .setSummary(summary)
        .setPriority(Urgency.USUAL.priority())
        .build();
  }

  private static RetryOptions.Builder retry(int attempts) {
    return RetryOptions.newBuilder()
        .setInitialInterval(FIRST_WAIT)
        .setBackoffCoefficient(2)
        .setMaximumInterval(MAX_WAIT)
        .setMaximumAttempts(attempts);
  }
}
