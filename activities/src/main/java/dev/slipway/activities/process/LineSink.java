package dev.slipway.activities.process;

/** Receives a program's output line by line while it runs. Must be safe for two threads. */
@FunctionalInterface
public interface LineSink {
  LineSink NONE = (stream, line) -> {};

  /**
   * One redacted line without its line ending.
   *
   * @param stream {@code stdout} or {@code stderr}
   */
  void line(String stream, String line);
}
