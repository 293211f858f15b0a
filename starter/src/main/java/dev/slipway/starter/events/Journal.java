package dev.slipway.starter.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What happened in one deployment, in the order in which it was noticed; many read, one writes. */
final class Journal {
  /** Bounds the memory of a deployment that never stops logging; older lines are in the logs. */
  static final int MAX_ENTRIES = 20_000;

  /** The most that one reading holds: a slow reader has no more than this in memory. */
  static final int MAX_AT_ONCE = 500;

  /** Old entries are removed in batches, because removing the first one moves all others. */
  private static final int DROPPED_TOGETHER = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<JournalEntry> entries = new ArrayList<>();
  private long dropped;
  private boolean complete;

  /**
   * What a reader gets.
   *
   * @param next where to read on
   * @param complete whether nothing more will come after these
   */
  record Reading(List<JournalEntry> entries, long next, boolean complete) {}

  void add(List<? extends JournalEntry> news) {
    if (news.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      entries.addAll(news);
      int tooMany = entries.size() - MAX_ENTRIES;
      if (tooMany > DROPPED_TOGETHER) {
        entries.subList(0, tooMany).clear();
        dropped += tooMany;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be added. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Where a new reader starts. */
  long beginning() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for entries from that position on; an empty reading when none arrived in time. Nothing at
   * all when the reader was so slow that entries it had not read are gone.
   */
  Optional<Reading> read(long from, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long nanos = longest.toNanos();
      while (from == dropped + entries.size() && !complete && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (from < dropped) {
        return Optional.empty();
      }
      int begin = (int) (from - dropped);
      int end = Math.min(entries.size(), begin + MAX_AT_ONCE);
      return Optional.of(
          new Reading(
              List.copyOf(entries.subList(begin, end)),
              dropped + end,
              complete && end == entries.size()));
    } finally {
      lock.unlock();
    }
  }
}
