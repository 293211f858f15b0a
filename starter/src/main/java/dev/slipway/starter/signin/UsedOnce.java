package dev.slipway.starter.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.Jwt;

/** Remembers what was used, until it expires by itself. */
final class UsedOnce {
  private final Map<String, Instant> used = new HashMap<>();
  private final Clock clock;

  UsedOnce(Clock clock) {
    this.clock = clock;
  }

  /** Whether this is the first use. */
  synchronized boolean first(Jwt sealed) {
    Instant now = clock.instant();
    used.values().removeIf(now::isAfter);
    return used.putIfAbsent(sealed.getId(), Objects.requireNonNull(sealed.getExpiresAt())) == null;
  }
}
