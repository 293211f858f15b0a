package dev.slipway.e2e.harness;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One fault of one agent's, and when it happens. */
final class RuntimeRule {
  private final String function;
  private final RuntimeRequest request;
  private final RuntimeFault fault;
  private final @Nullable RuntimeRequest from;
  private final @Nullable RuntimeRequest until;
  private final AtomicInteger left;
  private final AtomicInteger hits = new AtomicInteger();
  private volatile boolean armed;

  private RuntimeRule(
      String function,
      RuntimeRequest request,
      RuntimeFault fault,
      @Nullable RuntimeRequest from,
      @Nullable RuntimeRequest until,
      int times) {
    this.function = function;
    this.request = request;
    this.fault = fault;
    this.from = from;
    this.until = until;
    this.left = new AtomicInteger(times);
  }

  static RuntimeRule times(String function, RuntimeRequest request, int times, RuntimeFault fault) {
    return new RuntimeRule(function, request, fault, null, null, times);
  }

  static RuntimeRule between(
      RuntimeRequest from,
      RuntimeRequest until,
      String function,
      RuntimeRequest request,
      RuntimeFault fault) {
    return new RuntimeRule(function, request, fault, from, until, 1);
  }

  boolean concerns(String agent) {
    return function.equals(agent);
  }

  RuntimeFault fault() {
    return fault;
  }

  int left() {
    return left.get();
  }

  int hits() {
    return hits.get();
  }

  /** Begins or ends with a request. */
  void sees(HttpMessage seen) {
    if (armed && until != null && until.matches(function, seen)) {
      armed = false;
    } else if (from != null && from.matches(function, seen) && take()) {
      armed = true;
    }
  }

  boolean hits(HttpMessage seen) {
    boolean hit = request.matches(function, seen) && (from == null ? take() : armed);
    if (hit) {
      hits.incrementAndGet();
    }
    return hit;
  }

  private boolean take() {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  @Override
  public String toString() {
    return "%s, %d times".formatted(request, left.get());
  }
}
