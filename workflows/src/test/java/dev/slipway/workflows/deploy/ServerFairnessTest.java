package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.FairShare;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's server lets requesters take turns; the server of the SDK's tests does not. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerFairnessTest {
  private static final int BURST = 60;

  /** As in the configuration of the compose file's server; one partition, which has one order. */
  private static final String[] SETTINGS = {
    "matching.useNewMatcher=true",
    "matching.enableFairness=true",
    "matching.numTaskqueueReadPartitions=1",
    "matching.numTaskqueueWritePartitions=1"
  };

  /** Asks for steps of deployments, all at once. */
  @WorkflowInterface
  public interface Asking {
    @WorkflowMethod
    void ask(String who, int times);
  }

  /** With the steps' own options. */
  public static final class AskingImpl implements Asking {
    @Override
    public void ask(String who, int times) {
      var note = Workflow.newActivityStub(NarrowWorker.Note.class, StepOptions.samDeploy());
      List<Promise<Void>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(Async.procedure(note::take, who));
      }
      Promise.allOf(all).get();
    }
  }

  @Test
  void deploymentBehindABurstOfAnotherRequester_doesNotWaitForAllOfIt(@TempDir Path home)
      throws Exception {
    List<String> taken;
    try (DevServer server = DevServer.start(home, SETTINGS);
        var worker = new NarrowWorker(server, AskingImpl.class)) {
      ask(worker, NarrowWorker.GATE, 1);
      worker.awaitGate();
      ask(worker, "anna", BURST);
      ask(worker, "ben", 1);
      worker.awaitWaiting(BURST + 1);

      taken = worker.open("anna", "ben");
    }
    assertThat(taken.indexOf("ben")).as("%s", taken).isLessThan(BURST / 4);
  }

  /** Returns when the server has all of it. */
  private static void ask(NarrowWorker worker, String who, int times) {
    var options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(TaskQueues.PLAN)
            .setWorkflowId(who)
            .setPriority(FairShare.of(who))
            .build();
    Asking asking = worker.client().newWorkflowStub(Asking.class, options);
    WorkflowClient.start(asking::ask, who, times);
    worker.awaitScheduled(who, times);
  }
}
