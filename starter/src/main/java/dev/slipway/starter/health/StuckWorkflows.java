package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Part;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How many workflows fail in Slipway's own code and go on only when it is mended. */
@Component
final class StuckWorkflows {
  /** Temporal marks a workflow so after some failures in a row, and takes the mark away again. */
  private static final SearchAttributeKey<String> PROBLEMS =
      SearchAttributeKey.forKeyword("TemporalReportedProblems");

  private static final String OWN_CODE = "category=WorkflowTaskFailed";

  /** Each open page asks, and each of its readers has one open. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final LongSupplier count;
  private final InstantSource clock;
  private volatile Known known = new Known(0, Instant.MIN);

  private record Known(long stuck, Instant counted) {}

  @Autowired
  StuckWorkflows(Visibility visibility) {
    this(
        () -> visibility.count(Query.all().running().where(PROBLEMS, OWN_CODE)),
        InstantSource.system());
  }

  StuckWorkflows(LongSupplier count, InstantSource clock) {
    this.count = count;
    this.clock = clock;
  }

  /** As of the last few seconds. */
  Part now() {
    Known last = known;
    if (last.counted().isBefore(clock.instant().minus(FRESH))) {
      last = new Known(count.getAsLong(), clock.instant());
      known = last;
    }
    return part(last.stuck());
  }

  private static Part part(long stuck) {
    return stuck == 0
        ? new Part(true, "none fails in its own code")
        : new Part(false, stuck + " failing; see Recovery in the operating guide");
  }
}
