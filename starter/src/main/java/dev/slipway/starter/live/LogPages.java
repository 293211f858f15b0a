package dev.slipway.starter.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log as its service returns it, oldest events first. */
interface LogPages {
  /**
   * One event.
   *
   * @param id the same whenever the event is read, and unique to it
   */
  record Event(String id, Instant time, String stream, String line) {}

  /**
   * A page of events.
   *
   * @param next the token for the ones after them; absent when there are none for now
   * @param full whether there may be more although no token leads to them
   */
  record Page(List<Event> events, @Nullable String next, boolean full) {}

  /**
   * A page of what was written at that time or later.
   *
   * @param token the token that an earlier page for the same time returned
   */
  Page read(Instant since, @Nullable String token);
}
