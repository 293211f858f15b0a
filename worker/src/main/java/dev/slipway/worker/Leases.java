package dev.slipway.worker;

import dev.slipway.workflows.model.AccountRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is kept for each role while it is in use, and for a while after; many people deploy, and
 * each has a session of their own.
 */
final class Leases<T> implements AutoCloseable {
  /** Longer than between two steps; a session itself lasts an hour. */
  static final Duration IDLE = Duration.ofMinutes(15);

  private final Function<AccountRole, Kept<T>> maker;
  private final Clock clock;
  private final Map<AccountRole, Entry<T>> entries = new HashMap<>();

  /**
   * A thing, and how it ends.
   *
   * @param end called when it is no longer kept
   */
  record Kept<T>(T thing, Runnable end) {}

  private static final class Entry<T> {
    private final Kept<T> kept;
    private int users;
    private Instant left = Instant.MAX;

    Entry(Kept<T> kept) {
      this.kept = kept;
    }

    boolean idle(Instant now) {
      return users == 0 && left.plus(IDLE).isBefore(now);
    }
  }

  Leases(Function<AccountRole, Kept<T>> maker, Clock clock) {
    this.maker = maker;
    this.clock = clock;
  }

  /** The use of a thing; closing it ends the use. */
  final class Lease implements AutoCloseable {
    private final Entry<T> entry;

    private Lease(Entry<T> entry) {
      this.entry = entry;
    }

    T thing() {
      return entry.kept.thing();
    }

    @Override
    public void close() {
      give(entry);
    }
  }

  synchronized Lease take(AccountRole role) {
    dropIdle();
    Entry<T> entry = entries.computeIfAbsent(role, _ -> new Entry<>(maker.apply(role)));
    entry.users++;
    return new Lease(entry);
  }

  private synchronized void give(Entry<T> entry) {
    entry.users--;
    entry.left = clock.instant();
  }

  private void dropIdle() {
    Instant now = clock.instant();
    var all = entries.values().iterator();
    while (all.hasNext()) {
      Entry<T> entry = all.next();
      if (entry.idle(now)) {
        all.remove();
        entry.kept.end().run();
      }
    }
  }

  @Override
  public synchronized void close() {
    entries.values().forEach(entry -> entry.kept.end().run());
    entries.clear();
  }
}
