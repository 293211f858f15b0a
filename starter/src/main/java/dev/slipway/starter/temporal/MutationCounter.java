package dev.slipway.starter.temporal;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Counts changes made through this starter, so that no caller sees the state before them. */
@Component
public final class MutationCounter {
  private final AtomicLong count = new AtomicLong();

  /** Something has just been changed. */
  public void note() {
    count.incrementAndGet();
  }

  long count() {
    return count.get();
  }
}
