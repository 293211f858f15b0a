package dev.slipway.activities.log;

/** Takes down what a step says. */
public interface StepLog extends AutoCloseable {
  /** A log that forgets everything. */
  StepLog NONE = (stream, text) -> {};

  /**
   * Takes one line.
   *
   * @param stream {@code stdout}, {@code stderr}, {@code slipway} or {@code cloudformation}
   */
  void line(String stream, String text);

  /** Keeps what is still held back; never fails. */
  @Override
  default void close() {}
}
