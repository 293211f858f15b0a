package dev.slipway.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when it polls and Temporal answers; alive in any case. */
final class WorkerHealth implements HealthIndicator {
  private final WorkerLifecycle worker;

  WorkerHealth(WorkerLifecycle worker) {
    this.worker = worker;
  }

  @Override
  public Health health() {
    String target = worker.server().target();
    try {
      worker.ask();
    } catch (RuntimeException noAnswer) {
      return Health.down().withDetail("temporal", "does not answer at " + target).build();
    }
    return worker.isPolling()
        ? Health.up().withDetail("temporal", "polled at " + target).build()
        : Health.down().withDetail("temporal", "answers at " + target + "; not polled yet").build();
  }
}
