package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Part;
import dev.slipway.starter.temporal.TemporalConnection;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many workflows fail in Slipway's own code and go on only when it is mended. */
@Component
final class StuckWorkflows {
  private static final Duration CALL = Duration.ofSeconds(2);

  /** Temporal marks a workflow so after some failures in a row, and takes the mark away again. */
  private static final String QUERY =
      "ExecutionStatus = 'Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed')";

  private final TemporalConnection temporal;

  StuckWorkflows(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  Part now() {
    long stuck =
        temporal
            .calls(CALL)
            .countWorkflowExecutions(
                CountWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setQuery(QUERY)
                    .build())
            .getCount();
    return stuck == 0
        ? new Part(true, "none fails in its own code")
        : new Part(false, stuck + " failing; see Recovery in the operating guide");
  }
}
