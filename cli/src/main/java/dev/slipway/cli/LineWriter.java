package dev.slipway.cli;

import java.io.Writer;
import java.util.function.Consumer;

/** Passes text on line by line. */
final class LineWriter extends Writer {
  private final Consumer<String> lines;
  private final StringBuilder pending = new StringBuilder();

  LineWriter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    pending.append(text, offset, length);
    int end;
    while ((end = pending.indexOf("\n")) >= 0) {
      lines.accept(pending.substring(0, end));
      pending.delete(0, end + 1);
    }
  }

  @Override
  public void flush() {
    // A line is passed on as soon as it is complete.
  }

  @Override
  public void close() {
    if (!pending.isEmpty()) {
      lines.accept(pending.toString());
      pending.setLength(0);
    }
  }
}
