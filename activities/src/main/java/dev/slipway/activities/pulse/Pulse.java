package dev.slipway.activities.pulse;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step tells its own heartbeat, which beats by itself.
 *
 * <p>Outside of an activity nothing beats: reports go nowhere and no details are known.
 */
public final class Pulse {
  private static final ThreadLocal<@Nullable Beat> CURRENT = new ThreadLocal<>();

  private Pulse() {}

  /** From now on every beat carries these details; an attempt after this one can read them. */
  public static void report(Object details) {
    var beat = CURRENT.get();
    if (beat != null) {
      beat.report(details);
    }
  }

  /** What the attempt before this one reported last. */
  public static <T> Optional<T> lastDetails(Class<T> type) {
    var beat = CURRENT.get();
    return beat == null ? Optional.empty() : beat.lastDetails(type);
  }

  /** The number of this attempt; 1 outside of an activity. */
  public static int attempt() {
    var beat = CURRENT.get();
    return beat == null ? 1 : beat.attempt();
  }

  /**
   * Waits between two looks at something.
   *
   * @throws StepStoppedException when the step is to stop
   */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    }
  }

  static void bind(@Nullable Beat beat) {
    if (beat == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(beat);
    }
  }
}
