package dev.slipway.activities.log;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** Buffers lines briefly and stores them in chunks, off the step's own thread. */
final class StoredStepLog implements StepLog {
  /** Often enough to watch, rarely enough to be cheap. */
  private static final Duration FLUSH = Duration.ofSeconds(1);

  /** An unavailable store must not fill the worker's memory. */
  private static final int MAX_LINES_HELD = 20_000;

  /** At its end a step waits this long for the last lines to be stored. */
  private static final Duration MAX_CLOSE = Duration.ofSeconds(10);

  private final Destination destination;
  private final Redaction redaction;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer;
  private List<LogLine> held = new ArrayList<>();

  /** Whose lines these are. */
  record Destination(
      LogStore store, String region, DeploymentId deployment, String step, int attempt) {
    void append(List<LogLine> lines) {
      store.append(region, deployment, lines);
    }
  }

  private StoredStepLog(Destination destination, Redaction redaction, Clock clock) {
    this.destination = destination;
    this.redaction = redaction;
    this.clock = clock;
    this.writer = Thread.ofVirtual().name("log-" + destination.step()).unstarted(this::write);
  }

  static StoredStepLog start(Destination destination, Redaction redaction, Clock clock) {
    var log = new StoredStepLog(destination, redaction, clock);
    log.writer.start();
    return log;
  }

  @Override
  public synchronized void line(String stream, String text) {
    if (held.size() < MAX_LINES_HELD) {
      held.add(
          new LogLine(
              clock.instant(),
              destination.step(),
              destination.attempt(),
              stream,
              redaction.apply(text)));
    }
  }

  private void write() {
    try {
      boolean last;
      do {
        last = closing.await(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
        flush();
      } while (!last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    var lines = take();
    try {
      destination.append(lines);
    } catch (SdkException e) {
      // A log that cannot be stored must not fail the step; the next flush tries again.
      putBack(lines);
    }
  }

  private synchronized List<LogLine> take() {
    var lines = held;
    held = new ArrayList<>();
    return lines;
  }

  private synchronized void putBack(List<LogLine> lines) {
    lines.addAll(held);
    held = lines;
  }

  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = Thread.interrupted();
    try {
      writer.join(MAX_CLOSE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
