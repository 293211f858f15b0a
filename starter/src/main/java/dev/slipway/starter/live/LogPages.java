package dev.slipway.starter.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log as its service hands it out, oldest events first. */
interface LogPages {
  /**
   * One event.
   *
   * @param id the same whenever the event is read, and no other event's
   */
  record Event(String id, Instant time, String stream, String line) {}

  /**
   * Some events.
   *
   * @param next the way to the ones after them; absent when there are none for now
   * @param full whether there may be more although there is no way to them
   */
  record Page(List<Event> events, @Nullable String next, boolean full) {}

  /**
   * A page of what was written at that time or later.
   *
   * @param token the way that an earlier page for the same time gave
   */
  Page read(Instant since, @Nullable String token);
}
