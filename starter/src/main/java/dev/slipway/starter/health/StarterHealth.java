package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Part;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready when Temporal answers and workers ask for every kind of work; alive in any case. Anyone may
 * ask, so it says neither addresses nor anything new more often than every few seconds.
 */
@Component("slipwayStarterHealthIndicator")
final class StarterHealth implements HealthIndicator {
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Probes probes;
  private @Nullable Health last;
  private Instant asked = Instant.MIN;

  StarterHealth(Probes probes) {
    this.probes = probes;
  }

  @Override
  public synchronized Health health() {
    Health known = last;
    if (known != null && Instant.now().isBefore(asked.plus(KEPT))) {
      return known;
    }
    Health now = ask();
    last = now;
    asked = Instant.now();
    return now;
  }

  private Health ask() {
    if (!probes.temporalNow().ok()) {
      return Health.down().withDetail("temporal", "does not answer").build();
    }
    Part workers = probes.workersNow();
    return (workers.ok() ? Health.up() : Health.down())
        .withDetail("temporal", "answers")
        .withDetail("workers", workers.detail())
        .build();
  }
}
