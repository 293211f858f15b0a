package dev.slipway.e2e.bench;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Once closed, holds each deployment in its first step until the start: so all are in flight. */
final class StartLine extends WorkerInterceptorBase {
  private static final String FIRST = "preflight";

  /**
   * As a worker's own steps do, so that what waits here costs Temporal what a running step does.
   */
  static final Duration BEAT = Duration.ofSeconds(2);

  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch started = new CountDownLatch(0);

  /** From now on deployments are held. */
  void close() {
    started = new CountDownLatch(1);
  }

  /** How many deployments have come here. */
  int held() {
    return held.size();
  }

  void start() {
    started.countDown();
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Held(next);
  }

  private final class Held extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext context;

    private Held(ActivityInboundCallsInterceptor next) {
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
      if (given.getInfo().getActivityType().equals(FIRST)) {
        if (started.getCount() > 0) {
          held.add(given.getInfo().getWorkflowId());
        }
        while (!isStarted()) {
          given.heartbeat(null);
        }
      }
      return super.execute(input);
    }
  }

  private boolean isStarted() {
    try {
      return started.await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker was stopped", e);
    }
  }
}
