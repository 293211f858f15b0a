package dev.slipway.activities.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program and everything it started, as far as it is still linked to it. */
final class ProcessTree {
  /** SIGKILL cannot be ignored; a process that remains is stuck in the kernel. */
  private static final Duration MAX_DEATH = Duration.ofSeconds(5);

  /** The JDK's own wait for a process that is not a child polls only every few seconds. */
  private static final Duration LOOK = Duration.ofMillis(10);

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Asks the whole tree to exit, kills what is left after the grace period, and waits for it. */
  void end(Duration grace) {
    Set<ProcessHandle> members = members();
    members.forEach(ProcessHandle::destroy);
    await(members, grace);
    members.addAll(members());
    List<ProcessHandle> left = members.stream().filter(ProcessTree::runs).toList();
    // A survivor may have started another one since: those are found through it.
    Set<ProcessHandle> last = new LinkedHashSet<>(left);
    left.forEach(survivor -> survivor.descendants().forEach(last::add));
    last.forEach(ProcessHandle::destroyForcibly);
    await(last, MAX_DEATH);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new LinkedHashSet<>();
    Stream.concat(Stream.of(root), root.descendants()).forEach(members::add);
    return members;
  }

  /** Waits even when the thread is interrupted: a half-stopped tree helps no one. */
  private static void await(Set<ProcessHandle> handles, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    while (handles.stream().anyMatch(ProcessTree::runs) && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK.toNanos());
      // If it stayed set, the wait would become a busy one.
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A process that has exited counts as alive until its parent collects its exit code. */
  private static boolean runs(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    try {
      String status = Files.readString(Path.of("/proc", String.valueOf(handle.pid()), "stat"));
      return !status.substring(status.lastIndexOf(')') + 1).startsWith(" Z");
    } catch (IOException | RuntimeException e) {
      return handle.isAlive(); // no /proc here, or it ended between the two checks
    }
  }
}
