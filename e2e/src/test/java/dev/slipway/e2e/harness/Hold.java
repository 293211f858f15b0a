package dev.slipway.e2e.harness;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** One request that is held in transit until a test decides what happens to it. */
public final class Hold {
  /** Most held requests come after a build. */
  private static final Duration MAX_WAY = Duration.ofMinutes(5);

  /** Where the request is held. */
  public enum Moment {
    /** AWS has not received it. */
    BEFORE_EFFECT,
    /** AWS has done it, and the caller does not know. */
    AFTER_EFFECT
  }

  private final String what;
  private final Moment moment;
  private final Predicate<HttpMessage> wanted;
  private final BiPredicate<HttpMessage, String> sign;
  private final AtomicBoolean armed;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile boolean goesOn;

  private Hold(
      String what,
      Moment moment,
      Predicate<HttpMessage> wanted,
      BiPredicate<HttpMessage, String> sign,
      boolean armed) {
    this.what = what;
    this.moment = moment;
    this.wanted = wanted;
    this.sign = sign;
    this.armed = new AtomicBoolean(armed);
  }

  /** The first request that matches. */
  static Hold first(String what, Moment moment, Predicate<HttpMessage> wanted) {
    return new Hold(what, moment, wanted, (request, answer) -> false, true);
  }

  /** The first request that matches after the trigger was seen: a request and its answer. */
  static Hold firstAfter(
      BiPredicate<HttpMessage, String> sign,
      String what,
      Moment moment,
      Predicate<HttpMessage> wanted) {
    return new Hold(what, moment, wanted, sign, false);
  }

  public void awaitHeld() throws InterruptedException {
    if (!held.await(MAX_WAY.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("%s: not seen within %s".formatted(what, MAX_WAY));
    }
  }

  /** Lets it pass. */
  public void release() {
    goesOn = true;
    decided.countDown();
  }

  /** Loses it, as a network would. */
  public void drop() {
    decided.countDown();
  }

  /** Whether the request passes; if it is the held one, waits for the decision. */
  boolean passes(Moment now, HttpMessage request) throws InterruptedException {
    if (decided.getCount() == 0 || !armed.get() || !wanted.test(request)) {
      return true;
    }
    if (now == moment && taken.compareAndSet(false, true)) {
      held.countDown();
      decided.await();
      return goesOn;
    }
    if (!taken.get()) {
      return true;
    }
    // The same again, from a caller that timed out: it must not overtake the first.
    decided.await();
    return false;
  }

  void sees(HttpMessage request, String answer) {
    if (!armed.get() && sign.test(request, answer)) {
      armed.set(true);
    }
  }
}
