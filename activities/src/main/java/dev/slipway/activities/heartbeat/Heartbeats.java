package dev.slipway.activities.heartbeat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step passes to its own heartbeat, which runs on its own.
 *
 * <p>Outside an activity there is no heartbeat: reports go nowhere and no details are known.
 */
public final class Heartbeats {
  private static final ThreadLocal<@Nullable HeartbeatLoop> CURRENT = new ThreadLocal<>();

  private Heartbeats() {}

  /** From now on every heartbeat carries these details; later attempts can read them. */
  public static void report(Object details) {
    var loop = CURRENT.get();
    if (loop != null) {
      loop.report(details);
    }
  }

  /** What the previous attempt reported last. */
  public static <T> Optional<T> lastDetails(Class<T> type) {
    var loop = CURRENT.get();
    return loop == null ? Optional.empty() : loop.lastDetails(type);
  }

  /** The number of this attempt; 1 outside an activity. */
  public static int attempt() {
    var loop = CURRENT.get();
    return loop == null ? 1 : loop.attempt();
  }

  /**
   * Waits between two polls.
   *
   * @throws StepStoppedException when the step must stop
   */
  public static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    }
  }

  static void bind(@Nullable HeartbeatLoop loop) {
    if (loop == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(loop);
    }
  }
}
