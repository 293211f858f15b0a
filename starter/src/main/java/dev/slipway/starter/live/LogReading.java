package dev.slipway.starter.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a log from a position on, every event once. */
final class LogReading {
  /** Events of several streams arrive late; what was written this long ago is read again. */
  private static final Duration LATENESS = Duration.ofMinutes(1);

  private final LogPages pages;
  private final LogPosition start;

  /** Of the time that is read again; a log of months does not fit into memory. */
  private final Map<String, Instant> read = new HashMap<>();

  /** Does not change while a token is used: the token belongs to it. */
  private Instant since;

  private @Nullable String token;
  private @Nullable String after;
  private Instant newest;
  private boolean caughtUp;
  private boolean cut;

  LogReading(LogPages pages, LogPosition position) {
    this.pages = pages;
    this.start = position;
    this.since = position.since();
    this.after = position.after();
    this.newest = position.since();
  }

  /** Where it began. */
  LogPosition start() {
    return start;
  }

  /** How many events it remembers. */
  int remembered() {
    return read.size();
  }

  /** The events of the next page that were not read before. */
  List<LogPages.Event> advance() {
    LogPages.Page page = pages.read(since, token);
    if (after != null) {
      return skip(page);
    }
    List<LogPages.Event> fresh = page.events().stream().filter(this::isNew).toList();
    turn(page, fresh.isEmpty());
    return fresh;
  }

  private boolean isNew(LogPages.Event event) {
    newest = event.time().isAfter(newest) ? event.time() : newest;
    return read.put(event.id(), event.time()) == null;
  }

  private void turn(LogPages.Page page, boolean nothingNew) {
    Instant late = newest.minus(LATENESS);
    read.values().removeIf(time -> time.isBefore(late));
    token = page.next();
    cut = page.full() && nothingNew;
    caughtUp = token == null && (!page.full() || cut);
    if (token == null && page.full()) {
      since = newest; // A service that returns no token is asked again from its last event on.
    }
  }

  /** A resumed reading has no list of what it read before: it skips to where it was. */
  private List<LogPages.Event> skip(LogPages.Page page) {
    List<LogPages.Event> fresh = new ArrayList<>();
    for (LogPages.Event event : page.events()) {
      boolean isNew = isNew(event);
      if (after == null && isNew) {
        fresh.add(event);
      } else if (event.id().equals(after)) {
        after = null;
      }
    }
    boolean passed = newest.isAfter(since) || page.next() == null;
    if (after != null && passed) {
      after = null; // It is gone: better to repeat a line than to lose one.
      read.clear();
      token = null;
      return List.of();
    }
    turn(page, fresh.isEmpty() && after == null);
    return fresh;
  }

  /** Whether everything that was written so far has been read. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /**
   * Whether the service withholds events of one millisecond, having more than it returns at once.
   */
  boolean isCut() {
    return cut;
  }

  /** Starts again a little before the end, for what is written from now on or arrives late. */
  void again() {
    Instant from = newest.minus(LATENESS);
    if (from.isAfter(since)) {
      since = from;
    }
    token = null;
    caughtUp = false;
  }
}
