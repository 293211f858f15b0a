package dev.slipway.workflows.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check of a live agent, and what the agent remembers of it. */
@Timeout(300)
class CheckDriftWorkflowTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void report_isReturnedAndKeptByTheAgent_beyondItsNextDeployment() {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(DeploymentResult.class);

    DriftReport report = check(Duration.ofHours(6));

    assertThat(report.status()).isEqualTo(DriftStatus.DRIFTED);
    Awaitility.await().untilAsserted(() -> assertThat(remembered()).isEqualTo(report));
    assertThat(Objects.requireNonNull(remembered()).every()).isEqualTo(Duration.ofHours(6));
    harbour.deploy(Orders.order("d-2"));
    harbour.deployment("d-2").getResult(DeploymentResult.class);
    assertThat(remembered()).isEqualTo(report);
  }

  @Test
  void agentThatIsGone_doesNotKeepTheCheckFromEnding() {
    assertThat(check(null).findings()).hasSize(1);
  }

  private DriftReport check(@Nullable Duration every) {
    return harbour
        .client()
        .newWorkflowStub(
            CheckDriftWorkflow.class,
            WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.PLAN).build())
        .check(Orders.AGENT, every);
  }

  private @Nullable DriftReport remembered() {
    Object memo =
        harbour
            .client()
            .newUntypedWorkflowStub(Orders.AGENT.workflowId())
            .describe()
            .getMemo(AgentState.MEMO, AgentState.class);
    return memo instanceof AgentState state ? state.drift() : null;
  }
}
