package dev.slipway.e2e.harness;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** One request is received and never answered, as behind a NAT that has dropped the connection. */
final class Silence implements Habit {
  private final Predicate<HttpMessage> wanted;
  private final AtomicInteger seen = new AtomicInteger();
  private final CountDownLatch never = new CountDownLatch(1);

  Silence(Predicate<HttpMessage> wanted) {
    this.wanted = wanted;
  }

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    if (wanted.test(request) && seen.getAndIncrement() == 0) {
      never.await();
    }
    return behind.ask(request);
  }

  @Override
  public int times() {
    return Math.min(seen.get(), 1);
  }
}
