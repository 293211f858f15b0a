package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's server hands out what is urgent first; the server of the SDK's tests does not. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerUrgencyTest {
  private static final int BURST = 80;

  /** Fills the queue behind a gate: many deployments, and one of each other kind. */
  @WorkflowInterface
  public interface Crowd {
    @WorkflowMethod
    void gather();

    @SignalMethod
    void gateIsHeld();
  }

  /** Schedules the least urgent first. */
  public static final class CrowdImpl implements Crowd {
    private boolean held;

    @Override
    public void gateIsHeld() {
      held = true;
    }

    @Override
    public void gather() {
      List<Promise<Void>> all = new ArrayList<>();
      all.add(ask(NarrowWorker.GATE, StepOptions.samDeploy()));
      Workflow.await(() -> held);
      all.add(ask("leftovers", StepOptions.pruning()));
      all.add(ask("drift", StepOptions.checkDrift()));
      for (int i = 0; i < BURST; i++) {
        all.add(ask("deploy", StepOptions.samDeploy()));
      }
      all.add(ask("undo", StepOptions.undo("Undoing")));
      Promise.allOf(all).get();
    }

    private static Promise<Void> ask(String what, ActivityOptions options) {
      return Async.procedure(
          Workflow.newActivityStub(NarrowWorker.Note.class, options)::take, what);
    }
  }

  @Test
  void anUndo_passesABurstOfDeployments_andDriftWaitsForThem(@TempDir Path home) throws Exception {
    List<String> taken;
    try (DevServer server = DevServer.start(home);
        var worker = new NarrowWorker(server, CrowdImpl.class)) {
      var options =
          WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.PLAN).setWorkflowId("crowd").build();
      Crowd crowd = worker.client().newWorkflowStub(Crowd.class, options);
      WorkflowClient.start(crowd::gather);
      worker.awaitGate();
      crowd.gateIsHeld();
      worker.awaitScheduled("crowd", BURST + 4);
      worker.awaitWaiting(BURST + 3);

      taken = worker.open("crowd");
    }
    // A queue has partitions, each with an order of its own: what was last becomes one of the
    // first.
    assertThat(taken.indexOf("undo")).as("%s", taken).isLessThan(BURST / 4);
    assertThat(taken.indexOf("drift")).as("%s", taken).isGreaterThan(BURST / 4);
    assertThat(taken.indexOf("leftovers")).as("%s", taken).isGreaterThan(BURST / 4);
  }
}
