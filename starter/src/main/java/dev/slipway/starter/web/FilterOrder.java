package dev.slipway.starter.web;

import org.springframework.core.Ordered;

/** Which filter looks at a request first: what any request must fulfill, then who sends it. */
final class FilterOrder {
  static final int HOST_FENCE = Ordered.HIGHEST_PRECEDENCE;
  static final int SECURITY_HEADERS = HOST_FENCE + 1;
  static final int ALLOWED_ORIGINS = HOST_FENCE + 2;
  static final int SAME_ORIGIN = HOST_FENCE + 3;

  private FilterOrder() {}
}
