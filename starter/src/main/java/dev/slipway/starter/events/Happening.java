package dev.slipway.starter.events;

/** One entry of a deployment's journal, with its place in history or log. */
sealed interface Happening {
  /** The name of the server-sent event. */
  String event();

  /** What the event carries. */
  EventData data();

  /** Where this leaves a watcher that was there. */
  Cursor advance(Cursor before);

  /** Whether a watcher that has come so far has seen this. */
  boolean seenBy(Cursor cursor);

  /** Told by the history, or by the server about a step that is being tried. */
  record Told(long eventId, int part, String event, EventData data) implements Happening {
    @Override
    public Cursor advance(Cursor before) {
      return before.at(eventId, part);
    }

    @Override
    public boolean seenBy(Cursor cursor) {
      return cursor.covers(eventId, part);
    }
  }

  /**
   * Told by the log.
   *
   * @param number of the line, counted from 1
   */
  record Logged(long number, String event, EventData data) implements Happening {
    @Override
    public Cursor advance(Cursor before) {
      return before.withLines(number);
    }

    @Override
    public boolean seenBy(Cursor cursor) {
      return number <= cursor.lines();
    }
  }
}
