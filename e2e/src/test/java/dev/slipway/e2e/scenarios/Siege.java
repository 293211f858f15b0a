package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Kills parts of a stack that several scenarios share, and can hold off the kills. */
final class Siege {
  private static final Duration MAX_ABSENCE = Duration.ofMinutes(2);

  private final LocalStack stack;
  private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
  private final Map<Strike.Target, Integer> kills = new EnumMap<>(Strike.Target.class);

  Siege(LocalStack stack) {
    this.stack = stack;
  }

  /** Runs what must not be interrupted, since it could not be repeated. */
  <T> T inPeace(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Kills it, and returns once the stack is up again. */
  void kill(Strike.Target target) {
    lock.writeLock().lock();
    try {
      switch (target) {
        case JVM -> {
          stack.kill9();
          stack.start();
        }
        case TEMPORAL -> {
          long before = stack.pidOfRunning("temporal");
          stack.kill9("temporal");
          stack.awaitAnother("temporal", before, MAX_ABSENCE);
        }
      }
      Waiting.until("the stack to be up again", MAX_ABSENCE, this::whole);
      kills.merge(target, 1, Integer::sum);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean whole() {
    try {
      return stack.api().get("/health").body().path("status").asText().equals("up");
    } catch (java.io.UncheckedIOException notYet) {
      return false;
    }
  }

  /** How often each was killed. */
  Map<Strike.Target, Integer> kills() {
    return inPeace(() -> new EnumMap<>(kills));
  }
}
