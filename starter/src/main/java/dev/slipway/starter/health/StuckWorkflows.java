package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Part;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import io.temporal.common.SearchAttributeKey;
import org.springframework.stereotype.Component;

/** How many workflows fail in Slipway's own code and go on only when it is mended. */
@Component
final class StuckWorkflows {
  /** Temporal marks a workflow so after some failures in a row, and takes the mark away again. */
  private static final SearchAttributeKey<String> PROBLEMS =
      SearchAttributeKey.forKeyword("TemporalReportedProblems");

  private static final String OWN_CODE = "category=WorkflowTaskFailed";

  private final Visibility visibility;

  StuckWorkflows(Visibility visibility) {
    this.visibility = visibility;
  }

  Part now() {
    long stuck = visibility.count(Query.all().running().where(PROBLEMS, OWN_CODE));
    return stuck == 0
        ? new Part(true, "none fails in its own code")
        : new Part(false, stuck + " failing; see Recovery in the operating guide");
  }
}
