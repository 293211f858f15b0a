package dev.slipway.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Stops processes: asks first, waits, then kills. */
public final class Termination {
  // Short enough that no one notices, long enough that it costs nothing.
  private static final Duration POLL = Duration.ofMillis(20);
  // A killed process is gone at once, unless the kernel is busy writing its memory out.
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

  private Termination() {}

  /**
   * Asks all of them to stop and kills those that do not. Returns those that survived even that.
   */
  public static List<ProcessHandle> end(Collection<ProcessHandle> processes, Duration timeout) {
    processes.forEach(ProcessHandle::destroy);
    List<ProcessHandle> stubborn = awaitEnd(processes, timeout);
    stubborn.forEach(ProcessHandle::destroyForcibly);
    return awaitEnd(stubborn, KILL_TIMEOUT);
  }

  /** Waits until they have ended. Returns those that are still running. */
  public static List<ProcessHandle> awaitEnd(
      Collection<ProcessHandle> processes, Duration timeout) {
    Instant deadline = Instant.now().plus(timeout);
    List<ProcessHandle> left = running(processes);
    while (!left.isEmpty() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(POLL.toNanos());
      left = running(left);
    }
    return left;
  }

  private static List<ProcessHandle> running(Collection<ProcessHandle> processes) {
    return processes.stream().filter(Processes::runs).toList();
  }
}
