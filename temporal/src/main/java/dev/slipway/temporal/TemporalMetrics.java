package dev.slipway.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** What Temporal's SDK measures, and workflows with it, among the process's other metrics. */
public final class TemporalMetrics implements AutoCloseable {
  /** As often as Prometheus usually looks. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Scope scope;

  public TemporalMetrics(MeterRegistry registry) {
    scope =
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(EVERY);
  }

  /** Where a connection reports to. */
  public Scope scope() {
    return scope;
  }

  @Override
  public void close() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("metrics of Temporal can't be closed", e);
    }
  }
}
