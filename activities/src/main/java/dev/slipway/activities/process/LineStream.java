package dev.slipway.activities.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Splits a program's output into redacted lines, keeps its head and tail and passes each line on.
 */
final class LineStream extends OutputStream {
  /** A line longer than this is passed on in pieces: no program may fill the memory with one. */
  private static final int MAX_LINE_LENGTH = 256 * 1024;

  private final String name;
  private final HeadAndTail kept;
  private final UnaryOperator<String> redaction;
  private final LineSink sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(String name, int limit, UnaryOperator<String> redaction, LineSink sink) {
    this.name = name;
    this.kept = new HeadAndTail(limit);
    this.redaction = redaction;
    this.sink = sink;
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int start = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n' || line.size() + (i - start) >= MAX_LINE_LENGTH) {
        line.write(bytes, start, i - start);
        start = bytes[i] == '\n' ? i + 1 : i;
        endLine();
      }
    }
    line.write(bytes, start, offset + length - start);
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    String clean =
        redaction.apply(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    kept.append(clean + "\n");
    sink.line(name, clean);
  }

  /** Completes a last line that has no line ending, and returns what was kept. */
  synchronized String finish() {
    if (line.size() > 0) {
      endLine();
    }
    return kept.text();
  }
}
