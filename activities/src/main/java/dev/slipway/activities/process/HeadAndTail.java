package dev.slipway.activities.process;

/** Keeps the beginning and the end of a text of any length. */
final class HeadAndTail {
  private final int half;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private long leftOut;

  HeadAndTail(int limit) {
    this.half = limit / 2;
  }

  synchronized void append(String text) {
    int room = Math.min(half - head.length(), text.length());
    head.append(text, 0, room);
    tail.append(text, room, text.length());
    // Cut only occasionally: cutting the front of a builder copies the rest.
    if (tail.length() > 2 * half) {
      cutTail();
    }
  }

  private void cutTail() {
    int excess = tail.length() - half;
    if (excess > 0) {
      tail.delete(0, excess);
      leftOut += excess;
    }
  }

  synchronized String text() {
    cutTail();
    String gap = leftOut == 0 ? "" : "\n… %d characters left out …\n".formatted(leftOut);
    return head + gap + tail;
  }
}
