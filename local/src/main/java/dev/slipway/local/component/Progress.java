package dev.slipway.local.component;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows a person what is going on, and that it still is. */
public final class Progress {
  // No one waits in silence for longer than 2 s; a little earlier, as printing takes time too.
  private static final Duration SILENCE = Duration.ofMillis(1900);

  private final PrintStream out;

  public Progress(PrintStream out) {
    this.out = out;
  }

  public void say(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** Runs the work; reports every now and then that {@code what} is not finished yet. */
  public <T> T during(String what, Callable<T> work) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    long started = System.nanoTime();
    Thread reminder = Thread.ofVirtual().unstarted(() -> remind(what, started, done));
    reminder.start();
    try {
      return work.call();
    } finally {
      done.countDown();
    }
  }

  public static String seconds(long sinceNanoTime) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - sinceNanoTime) / 1e9);
  }

  private void remind(String what, long started, CountDownLatch done) {
    try {
      while (!done.await(SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        say("%s … %s".formatted(what, seconds(started)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
