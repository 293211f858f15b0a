package dev.slipway.starter.temporal;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Counts what was changed through this starter, so that nobody is shown the time before. */
@Component
public final class MutationCounter {
  private final AtomicLong count = new AtomicLong();

  /** Something was changed just now. */
  public void note() {
    count.incrementAndGet();
  }

  long count() {
    return count.get();
  }
}
