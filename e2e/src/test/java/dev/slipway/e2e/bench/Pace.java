package dev.slipway.e2e.bench;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.steps.Step;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives no-op activities the pace of a real deployment: each step logs something and takes its
 * time. All wait in their first step for the start; from then on they are spread evenly, so that
 * every second sees the same load.
 */
final class Pace extends WorkerInterceptorBase {
  /** With five of them a deployment takes two minutes, as on AWS. */
  static final Duration STEP = Duration.ofSeconds(20);

  /** As real activities do. */
  private static final Duration BEAT = Duration.ofSeconds(2);

  private static final int LINES = 5;

  private final CountDownLatch start = new CountDownLatch(1);
  private final Map<String, Integer> said = new ConcurrentHashMap<>();
  private final LogStore logs;
  private final int deployments;

  Pace(LogStore logs, int deployments) {
    this.logs = logs;
    this.deployments = deployments;
  }

  void start() {
    start.countDown();
  }

  /** How many lines the log of a deployment has. */
  int linesOf(String deploymentId) {
    return said.getOrDefault(deploymentId, 0);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Paced(next);
  }

  private final class Paced extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext context;

    private Paced(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext given) {
      context = given;
      super.init(given);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityExecutionContext given = Objects.requireNonNull(context);
      Step.ofActivity(given.getInfo().getActivityType()).ifPresent(step -> takeTime(given, step));
      return super.execute(input);
    }
  }

  private void takeTime(ActivityExecutionContext context, Step step) {
    String id = Objects.requireNonNull(context.getInfo().getWorkflowId());
    say(id, step);
    if (step == Step.PREFLIGHT) {
      while (!started()) {
        context.heartbeat(null);
      }
      long place = Math.floorMod(id.hashCode(), deployments);
      rest(context, STEP.multipliedBy(place).dividedBy(deployments));
    } else {
      rest(context, STEP);
    }
  }

  private void say(String id, Step step) {
    logs.append(
        "us-east-1",
        new DeploymentId(id),
        IntStream.rangeClosed(1, LINES)
            .mapToObj(
                line ->
                    new LogLine(
                        Instant.now(),
                        step.wireName(),
                        1,
                        "stdout",
                        "line %d of what a tool says while it works".formatted(line)))
            .toList());
    said.merge(id, LINES, Integer::sum);
  }

  private boolean started() {
    try {
      return start.await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static void rest(ActivityExecutionContext context, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, BEAT.toNanos()));
        context.heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static IllegalStateException stopped(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("the worker was stopped", cause);
  }
}
