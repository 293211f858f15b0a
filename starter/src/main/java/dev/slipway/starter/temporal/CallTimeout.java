package dev.slipway.starter.temporal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a call that has no deadline of its own, and gives up in time. */
public final class CallTimeout {
  private CallTimeout() {}

  /** The result; nothing when it did not come in time. Rethrows what the call throws. */
  public static <T> Optional<T> wait(Duration longest, Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = Thread.ofVirtual().name("starter-call").start(task);
    try {
      return Optional.ofNullable(task.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      thread.interrupt();
      return Optional.empty();
    } catch (InterruptedException stopped) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
