package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Status;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.turn.Revision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deployment on a newer worker reports its end to an agent on this one. */
@Timeout(300)
class NewerVersionTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  @Test
  void endThatNamesAFutureRuntime_isReceived() throws Exception {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    ObjectNode ended = Payloads.mapper().createObjectNode();
    ended.put("deploymentId", "d-1");
    ended.put("status", Status.SUCCEEDED.wireName());
    ended.set("revision", Payloads.mapper().valueToTree(Orders.revision("d-1", 1)));
    ((ObjectNode) ended.path("revision").path("spec")).put("runtime", "python3.15");
    ended.put("agentGone", false);

    harbour.deployment(Orders.AGENT.workflowId()).signal("ended", ended);

    await().until(() -> harbour.agentState().live().isPresent());
    Revision live = harbour.agentState().live().orElseThrow();
    assertThat(live.deploymentId()).isEqualTo(new DeploymentId("d-1"));
    assertThat(live.spec().runtime()).isEqualTo(PythonRuntime.UNKNOWN);
    assertThat(harbour.agentState().running()).isNull();
    gate.open();
  }
}
