package dev.slipway.starter.events;

/** One entry of a deployment's journal, with its place in history or log. */
sealed interface JournalEntry {
  /** The name of the server-sent event. */
  String event();

  /** What the event carries. */
  EventData data();

  /** The position of a watcher that has seen this. */
  Cursor advance(Cursor before);

  /** Whether a watcher at that position has seen this. */
  boolean seenBy(Cursor cursor);

  /** From the history, or from the server about a step being attempted. */
  record FromHistory(long eventId, int part, String event, EventData data) implements JournalEntry {
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
   * From the log.
   *
   * @param number of the line, counted from 1
   */
  record FromLog(long number, String event, EventData data) implements JournalEntry {
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
