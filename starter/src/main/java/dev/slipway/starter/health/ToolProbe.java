package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Tool;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.check.CodeCheck.ToolStatus;
import dev.slipway.workflows.check.ToolsWorkflow;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Asks a worker for its tools, at most once a minute. */
@Component
final class ToolProbe {
  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final TemporalConnection temporal;
  private volatile Known known = new Known(Map.of(), Instant.EPOCH);

  private record Known(Map<String, Tool> tools, Instant asked) {}

  ToolProbe(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** The tools as of the last minute, or as last known while no worker answers. */
  Map<String, Tool> known() {
    Known last = known;
    if (last.asked().plus(FRESH).isAfter(Instant.now())) {
      return last.tools();
    }
    ToolsWorkflow workflow =
        temporal
            .client()
            .newWorkflowStub(
                ToolsWorkflow.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("tools/probe")
                    .setTaskQueue(TaskQueues.PLAN)
                    .setWorkflowIdConflictPolicy(
                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                    .setWorkflowRunTimeout(FRESH)
                    .setStaticSummary("Which tools does a worker have?")
                    .build());
    WorkflowClient.start(workflow::tools);
    try {
      ToolStatus[] tools =
          WorkflowStub.fromTyped(workflow)
              .getResult(WAIT.toMillis(), TimeUnit.MILLISECONDS, ToolStatus[].class);
      known = new Known(byName(tools), Instant.now());
    } catch (TimeoutException late) {
      return last.tools(); // The answer will be there for the next caller.
    }
    return known.tools();
  }

  private static Map<String, Tool> byName(ToolStatus[] tools) {
    Map<String, Tool> byName = new TreeMap<>();
    for (ToolStatus tool : tools) {
      byName.put(tool.name(), new Tool(tool.available(), tool.version()));
    }
    return byName;
  }
}
