package dev.slipway.starter.temporal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks up lists that many request only once: finding workflows by their attributes is the most
 * expensive thing that Temporal is asked for, and pages request the same lists all the time.
 *
 * <p>An answer is reused for a second, or for ten times as long as it took to find: a busy store
 * spends at most a tenth of its time on a list. For two more seconds it is served while a newer one
 * is being fetched, so that only the first caller has to wait. After a change through this starter,
 * callers always get an answer from after the change.
 *
 * @param <K> what was asked
 * @param <V> the answer
 */
public final class CoalescingCache<K, V> {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long FRESH_PER_COST = 10;
  private static final long MAX_FRESH = Duration.ofSeconds(5).toNanos();

  /** How much longer a stale answer is served while a newer one is fetched. */
  private static final long WHILE_FETCHING = Duration.ofSeconds(2).toNanos();

  /** Few lists are requested by many; all others are forgotten. */
  private static final int MOST = 50;

  private final MutationCounter mutations;
  private final LongSupplier nanos;
  private final Map<K, Look<V>> looks = new HashMap<>();

  private record Found<V>(V answer, long took) {}

  private record Look<V>(CompletableFuture<Found<V>> found, long begun, long mutations) {
    /** How long it is fresh; a lookup still in progress has taken no time yet. */
    long fresh() {
      long took = found.isDone() && !found.isCompletedExceptionally() ? found.join().took() : 0;
      return Math.clamp(took * FRESH_PER_COST, FRESH, MAX_FRESH);
    }

    boolean usable(long now, long changesNow, long longest) {
      return mutations == changesNow && now - begun < longest && !found.isCompletedExceptionally();
    }
  }

  public CoalescingCache(MutationCounter mutations) {
    this(mutations, System::nanoTime);
  }

  CoalescingCache(MutationCounter mutations, LongSupplier nanos) {
    this.mutations = mutations;
    this.nanos = nanos;
  }

  /** The answer, as it was at most seven seconds ago; fails as the lookup itself fails. */
  public V get(K question, Supplier<V> look) {
    try {
      return begin(question, look).join().answer();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  private synchronized CompletableFuture<Found<V>> begin(K question, Supplier<V> look) {
    long now = nanos.getAsLong();
    long changesNow = mutations.count();
    Look<V> last = looks.get(question);
    if (last != null && last.usable(now, changesNow, last.fresh())) {
      return last.found();
    }
    Look<V> shown =
        last != null && last.usable(now, changesNow, last.fresh() + WHILE_FETCHING) ? last : null;
    if (shown != null && !shown.found().isDone()) {
      return shown.found(); // It takes longer than a second; another one would not finish sooner.
    }
    looks.values().removeIf(old -> now - old.begun() > MAX_FRESH + WHILE_FETCHING);
    if (looks.size() >= MOST) {
      looks.clear();
    }
    Look<V> next = new Look<>(new CompletableFuture<>(), now, changesNow);
    looks.put(question, next);
    Thread.ofVirtual().name("starter-look").start(() -> fetch(next, look));
    return shown == null ? next.found() : shown.found();
  }

  private void fetch(Look<V> next, Supplier<V> look) {
    try {
      V answer = look.get();
      next.found().complete(new Found<>(answer, nanos.getAsLong() - next.begun()));
    } catch (Throwable failed) {
      next.found().completeExceptionally(failed); // Waiting callers must always be notified.
    }
  }
}
