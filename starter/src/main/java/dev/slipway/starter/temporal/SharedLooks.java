package dev.slipway.starter.temporal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lists that many look at are looked up once: finding workflows by their attributes costs Temporal
 * more than anything else that it is asked for, and pages ask for the same lists all the time.
 *
 * <p>An answer is given again for a second. For two more it is given while a newer one is being
 * fetched, so that only the first who asks has to wait. Who has changed something through this
 * starter is always answered from after the change.
 *
 * @param <K> what was asked
 * @param <V> the answer
 */
public final class SharedLooks<K, V> {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration SHOWN = Duration.ofSeconds(3);

  /** Few lists are looked at by many; those of all others are forgotten. */
  private static final int MOST = 50;

  private final Changes changes;
  private final LongSupplier nanos;
  private final Map<K, Look<V>> looks = new HashMap<>();

  private record Look<V>(CompletableFuture<V> answer, long begun, long changes) {
    boolean usable(long now, long changesNow, Duration longest) {
      return changes == changesNow
          && now - begun < longest.toNanos()
          && !answer.isCompletedExceptionally();
    }
  }

  public SharedLooks(Changes changes) {
    this(changes, System::nanoTime);
  }

  SharedLooks(Changes changes, LongSupplier nanos) {
    this.changes = changes;
    this.nanos = nanos;
  }

  /** The answer, as it was at most three seconds ago; fails as the look itself fails. */
  public V get(K question, Supplier<V> look) {
    try {
      return begin(question, look).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private synchronized CompletableFuture<V> begin(K question, Supplier<V> look) {
    long now = nanos.getAsLong();
    long changesNow = changes.count();
    Look<V> last = looks.get(question);
    if (last != null && last.usable(now, changesNow, FRESH)) {
      return last.answer();
    }
    if (last != null && last.usable(now, changesNow, SHOWN) && !last.answer().isDone()) {
      return last.answer(); // It takes longer than a second; another one would not be sooner.
    }
    looks.values().removeIf(old -> now - old.begun() > SHOWN.toNanos());
    if (looks.size() >= MOST) {
      looks.clear();
    }
    Look<V> next = new Look<>(new CompletableFuture<>(), now, changesNow);
    looks.put(question, next);
    Thread.ofVirtual().name("starter-look").start(() -> fetch(next.answer(), look));
    return last != null && last.usable(now, changesNow, SHOWN) ? last.answer() : next.answer();
  }

  private static <V> void fetch(CompletableFuture<V> answer, Supplier<V> look) {
    try {
      answer.complete(look.get());
    } catch (Throwable failed) {
      answer.completeExceptionally(failed); // Whatever it is, those who wait must be told.
    }
  }
}
