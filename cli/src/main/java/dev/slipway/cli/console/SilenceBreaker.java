package dev.slipway.cli.console;

import java.time.Duration;
import java.util.function.Supplier;

/** Tells a person every two seconds that a long call is still running; a pipe is told nothing. */
public final class SilenceBreaker {
  /** A person starts to wonder after two seconds. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(2);

  private SilenceBreaker() {}

  public static <T> T during(Console console, String what, Supplier<T> call) {
    if (!console.isTerminal()) {
      return call.get();
    }
    Thread speaker = Thread.ofVirtual().unstarted(() -> speak(console, what));
    speaker.start();
    try {
      return call.get();
    } finally {
      speaker.interrupt();
    }
  }

  private static void speak(Console console, String what) {
    long started = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(MAX_SILENCE);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        console.err("… " + what + " (" + TimeText.counter(elapsed) + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
