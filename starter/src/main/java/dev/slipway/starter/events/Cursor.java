package dev.slipway.starter.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A watcher's position: the id of every server-sent event.
 *
 * @param eventId the history event seen last
 * @param part which of the entries made from that event, counted from 0
 * @param lines how many log lines were seen
 */
record Cursor(long eventId, int part, long lines) {
  static final Cursor START = new Cursor(0, 0, 0);
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,6})\\.(\\d{1,9})");

  static Optional<Cursor> parse(String text) {
    Matcher match = FORM.matcher(text.strip());
    return match.matches()
        ? Optional.of(
            new Cursor(
                Long.parseLong(match.group(1)),
                Integer.parseInt(match.group(2)),
                Long.parseLong(match.group(3))))
        : Optional.empty();
  }

  /** Whether what happened at this place was seen. */
  boolean covers(long event, int ofEvent) {
    return event < eventId || (event == eventId && ofEvent <= part);
  }

  Cursor at(long event, int ofEvent) {
    return new Cursor(event, ofEvent, lines);
  }

  Cursor withLines(long seen) {
    return new Cursor(eventId, part, seen);
  }

  @Override
  public String toString() {
    return eventId + "." + part + "." + lines;
  }
}
