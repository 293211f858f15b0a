package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.scenarios.model.Hold;
import dev.slipway.workflows.scenarios.model.Moment;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses one call, so that a scenario can do something at exactly that moment. */
public final class HeldCall {
  /** Only a fault in the product makes a test wait that long. */
  private static final int TIMEOUT_SECONDS = 20;

  private static final int LOOK_MILLIS = 5;
  private static final int MAX_LOOKS = TIMEOUT_SECONDS * 1_000 / LOOK_MILLIS;

  private final Hold hold;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean recalled;

  HeldCall(Hold hold) {
    this.hold = hold;
  }

  boolean concerns(String activity, Moment moment) {
    return hold.call().activity().equals(activity) && hold.moment() == moment;
  }

  /** False if no call came. */
  public boolean awaitReached() throws InterruptedException {
    return reached.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Lets it continue.
   *
   * @param isRecalled whether the deployment has been recalled: a call that has done nothing yet
   *     ends, one that has done its work succeeds anyway
   */
  public void open(boolean isRecalled) {
    recalled = isRecalled;
    opened.countDown();
  }

  void stop() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    reached.countDown();
    try {
      while (!opened.await(1, TimeUnit.SECONDS)) {
        context.heartbeat(null);
      }
      awaitRecall(context);
    } catch (ActivityCompletionException canceled) {
      if (hold.moment() == Moment.BEFORE) {
        throw canceled;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopped at " + hold, stopped);
    }
  }

  /**
   * A recalled deployment must cancel its call. The in-memory server, unlike a real one, loses a
   * workflow task that cancels a call which has just completed; this keeps the two apart.
   */
  private void awaitRecall(ActivityExecutionContext context) throws InterruptedException {
    var pause = new CountDownLatch(1);
    for (int looks = 0; recalled && looks < MAX_LOOKS; looks++) {
      context.heartbeat(null);
      pause.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
