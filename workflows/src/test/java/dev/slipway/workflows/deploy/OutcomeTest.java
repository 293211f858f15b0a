package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Approval;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a deployment leaves for lists, which see its memo and not its history. */
@Timeout(300)
class OutcomeTest {
  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  private @Nullable Outcome outcome(String id) {
    return harbour.deployment(id).describe().getMemo(Outcome.MEMO, Outcome.class, Outcome.class);
  }

  private void fail(WorkflowStub deployment) {
    assertThatThrownBy(() -> deployment.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void whatWentLive_hasItsRevision() {
    harbour.start(Orders.order("d-1")).getResult(DeploymentResult.class);

    assertThat(outcome("d-1")).isEqualTo(Outcome.live(1));
  }

  @Test
  void whatFailed_hasItsReason_asTheViewSays() {
    harbour.faults().alwaysAt("smokeTest", fails(FailureType.AGENT_FAILED));
    fail(harbour.start(Orders.order("d-1")));

    var failure = java.util.Objects.requireNonNull(harbour.view("d-1").failure());
    assertThat(outcome("d-1"))
        .isEqualTo(new Outcome(null, FailureType.AGENT_FAILED, failure.message()));
  }

  @Test
  void whatStaysInPlace_hasItsReason() {
    harbour.faults().alwaysAt("samDeploy", fails(FailureType.STACK_FAILED));
    fail(harbour.start(Orders.order("d-1", OnFailure.KEEP)));

    assertThat(outcome("d-1")).extracting("failure").isEqualTo(FailureType.STACK_FAILED);
  }

  @Test
  void whatIsParked_saysWhy_untilItIsLive() {
    harbour.faults().at("samDeploy", fails(FailureType.ACCESS_DENIED));
    WorkflowStub deployment = harbour.start(Orders.order("d-1", OnFailure.PARK));
    Awaitility.await().until(() -> harbour.view("d-1").status() == Status.PARKED);
    assertThat(outcome("d-1")).extracting("failure").isEqualTo(FailureType.ACCESS_DENIED);

    deployment.update("retry", Void.class, new Decision("anna", "granted"), null);
    deployment.getResult(DeploymentResult.class);
    assertThat(outcome("d-1")).isEqualTo(Outcome.live(1));
  }

  @Test
  void whatWasRejected_saysByWhom() {
    WorkflowStub deployment = harbour.start(Orders.order("d-1", Approval.REQUIRED));
    Awaitility.await().until(() -> harbour.view("d-1").status() == Status.AWAITING_APPROVAL);
    deployment.update("reject", Void.class, new Decision("anna", "too dear"));
    fail(deployment);

    assertThat(outcome("d-1"))
        .isEqualTo(
            new Outcome(null, FailureType.REJECTED, "The plan was rejected by anna: too dear."));
  }

  @Test
  void aPlan_hasNothingToSay() {
    harbour.start(Orders.planOnly("d-1")).getResult(Object.class);

    assertThat(outcome("d-1")).isEqualTo(Outcome.NONE);
  }

  @Test
  void aDestroyThatFailed_hasItsReason() {
    harbour.deploy(Orders.order("d-1"));
    harbour.deployment("d-1").getResult(DeploymentResult.class);
    harbour.faults().alwaysAt("removeStack", fails(FailureType.STACK_BROKEN));
    harbour.destroy(Orders.destroyOrder("x-1"));
    fail(harbour.deployment("x-1"));

    assertThat(outcome("x-1")).extracting("failure").isEqualTo(FailureType.STACK_BROKEN);
  }
}
