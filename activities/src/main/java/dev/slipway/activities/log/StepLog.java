package dev.slipway.activities.log;

/** Records what a step logs. */
public interface StepLog extends AutoCloseable {
  /** A log that discards everything. */
  StepLog NONE = (stream, text) -> {};

  /**
   * Records one line.
   *
   * @param stream {@code stdout}, {@code stderr}, {@code slipway} or {@code cloudformation}
   */
  void line(String stream, String text);

  /** Stores what is still buffered; never fails. */
  @Override
  default void close() {}
}
