package dev.slipway.workflows.fakes;

import io.temporal.activity.Activity;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds an attempt, heartbeating, until a test opens the gate or the attempt is canceled. */
public final class Gate implements Faults.Fault {
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);

  @Override
  public void beforeEffect() {
    reached.countDown();
    try {
      while (!opened.await(50, TimeUnit.MILLISECONDS)) {
        Activity.getExecutionContext().heartbeat(null);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", stopped);
    }
  }

  public void awaitReached() throws InterruptedException {
    if (!reached.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing reached the gate within 30 s");
    }
  }

  public void open() {
    opened.countDown();
  }
}
