package dev.slipway.activities.heartbeat;

import dev.slipway.workflows.temporal.Payloads;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats for one attempt of one step, and interrupts it when Temporal wants it to end.
 */
final class HeartbeatLoop implements AutoCloseable {
  private final ActivityExecutionContext context;
  private final Thread step = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Object before;
  private volatile @Nullable Object latest;
  private @Nullable ActivityCompletionException stop;

  private HeartbeatLoop(ActivityExecutionContext context) {
    this.context = context;
    // A heartbeat without them would lose what the previous attempt had reported.
    this.before = context.getHeartbeatDetails(Object.class).orElse(null);
    this.latest = before;
  }

  static HeartbeatLoop start(ActivityExecutionContext context, Duration interval) {
    var loop = new HeartbeatLoop(context);
    Thread.ofVirtual()
        .name("beat-" + context.getInfo().getActivityType())
        .start(() -> loop.run(interval));
    return loop;
  }

  void report(Object details) {
    latest = details;
  }

  /** Hands over what was reported since the last heartbeat, for the attempt that follows. */
  void flush() {
    try {
      context.heartbeat(latest);
    } catch (ActivityCompletionException over) {
      // There is no attempt to follow.
    }
  }

  <T> Optional<T> lastDetails(Class<T> type) {
    return Optional.ofNullable(before)
        .map(details -> Payloads.mapper().convertValue(details, type));
  }

  int attempt() {
    return context.getInfo().getAttempt();
  }

  /** Why the step was interrupted; empty when it was not, or not by this loop. */
  synchronized Optional<ActivityCompletionException> stop() {
    return Optional.ofNullable(stop);
  }

  private void run(Duration interval) {
    try {
      do {
        context.heartbeat(latest);
      } while (!ended.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ActivityCompletionException e) {
      interrupt(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void interrupt(ActivityCompletionException why) {
    if (ended.getCount() > 0) {
      stop = why;
      step.interrupt();
    }
  }

  /** After this the step's thread is no longer interrupted. */
  @Override
  public synchronized void close() {
    ended.countDown();
    if (stop != null) {
      Thread.interrupted();
    }
  }
}
