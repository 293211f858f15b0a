package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent whose deployments Temporal has forgotten does not let their ids be used again. */
@Timeout(300)
class UsedIdTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @BeforeEach
  void agentThatOutlivedItsDeployments() {
    harbour
        .client()
        .newUntypedWorkflowStub(
            AgentWorkflow.class.getSimpleName(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(Orders.AGENT.workflowId())
                .setTaskQueue(TaskQueues.PLAN)
                .build())
        .start(
            new AgentState(
                Orders.AGENT,
                "weather",
                null,
                List.of(),
                List.of(Orders.revision("d-1", 1), Orders.revision("d-2", 2)),
                3,
                AuditState.NONE,
                List.of(),
                List.of(),
                null,
                null,
                false,
                null,
                null));
  }

  @Test
  void idOfAKeptRevision_startsNothing_andTakesNothingBack() {
    for (String id : List.of("d-1", "d-2")) {
      harbour.store(Orders.order(id));
      assertThat(harbour.admit(Orders.order(id)).repeated()).as(id).isTrue();
      assertThat(harbour.reuse(Orders.rollback(id, 1)).repeated()).as(id).isTrue();
      assertThat(harbour.destroy(Orders.destroyOrder(id)).repeated()).as(id).isTrue();
    }

    // The next one runs, so none of those before it is still pending.
    harbour.deploy(Orders.order("d-3"));
    assertThat(harbour.deployment("d-3").getResult(Object.class)).isNotNull();
    assertThat(harbour.world().audited()).doesNotContain("d-1", "d-2");
    assertThat(harbour.world().resources()).contains("arn:secret:d-2", World.objects("d-2"));
  }
}
