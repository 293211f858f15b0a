package dev.slipway.cli.console;

import java.time.Duration;
import java.util.function.Supplier;

/** Says now and then that a long call is still running. */
public final class SilenceBreaker {
  /** A person starts to wonder after two seconds. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(2);

  /** No one watches a pipe, but a build server ends what is silent for minutes. */
  private static final Duration MAX_SILENCE_IN_A_PIPE = Duration.ofSeconds(30);

  private SilenceBreaker() {}

  public static <T> T during(Console console, String what, Supplier<T> call) {
    return during(console, what, maxSilence(console), call);
  }

  static Duration maxSilence(Console console) {
    return console.isTerminal() ? MAX_SILENCE : MAX_SILENCE_IN_A_PIPE;
  }

  static <T> T during(Console console, String what, Duration maxSilence, Supplier<T> call) {
    Thread speaker = Thread.ofVirtual().unstarted(() -> speak(console, what, maxSilence));
    speaker.start();
    try {
      return call.get();
    } finally {
      speaker.interrupt();
    }
  }

  private static void speak(Console console, String what, Duration maxSilence) {
    long started = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(maxSilence);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        console.err("… " + what + " (" + TimeText.counter(elapsed) + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
