package dev.slipway.workflows.replay;

import static dev.slipway.workflows.fakes.Faults.fails;

import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Unheeded;
import dev.slipway.workflows.model.QueueTerms;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** Scenarios of an agent over its life: rollback, TTL, windows, policies. */
interface LifeScenario {
  static Map<String, Scenario> all() {
    return Map.ofEntries(
        Map.entry("reuse-failed", LifeScenario::reuseFailed),
        Map.entry("agent-with-pruning", LifeScenario::pruned),
        Map.entry("rolled-back", LifeScenario::rolledBack),
        Map.entry("superseded-by-a-rollback", harbour -> superseded(harbour, "d-3")),
        Map.entry(
            "agent-with-a-rollback", harbour -> superseded(harbour, Orders.AGENT.workflowId())),
        Map.entry("agent-taken-down-by-ttl", LifeScenario::expired),
        Map.entry("agent-with-terms", LifeScenario::terms),
        Map.entry("agent-with-news", LifeScenario::news),
        Map.entry("agent-that-inherited-a-deployment", LifeScenario::inherited),
        Map.entry("canceled-yet-it-succeeds", LifeScenario::canceledTooLateToNotice),
        Map.entry("destroy-canceled-too-late", LifeScenario::destroyCanceled));
  }

  private static WorkflowExecutionHistory rolledBack(Harbour harbour) {
    twoRevisions(harbour);
    harbour.reuse(Orders.rollback("r-3", 1));
    end(harbour, "r-3");
    return harbour.history("r-3");
  }

  private static WorkflowExecutionHistory superseded(Harbour harbour, String which)
      throws InterruptedException {
    twoRevisions(harbour);
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-3"));
    gate.awaitReached();
    harbour.reuse(Orders.rollback("r-4", 1));
    end(harbour, "r-4");
    return harbour.history(which);
  }

  private static WorkflowExecutionHistory expired(Harbour harbour) {
    harbour.deploy(Orders.withTtl(Orders.order("d-1"), Duration.ofHours(2)));
    end(harbour, Orders.AGENT.workflowId());
    return harbour.history(Orders.AGENT.workflowId());
  }

  /** One waits for its window, one misses its own, one is replaced. */
  private static WorkflowExecutionHistory terms(Harbour harbour) throws InterruptedException {
    Instant now = Instant.ofEpochMilli(harbour.environment().currentTimeMillis());
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    harbour.deploy(
        Orders.order("d-2", new QueueTerms(QueuePolicy.QUEUE, null, now.plusSeconds(2))));
    end(harbour, "d-2");
    harbour.deploy(Orders.order("d-3"));
    harbour.deploy(
        Orders.order("d-4", new QueueTerms(QueuePolicy.LATEST_WINS, now.plusSeconds(3_600), null)));
    gate.open();
    end(harbour, "d-3");
    end(harbour, "d-4");
    return harbour.history(Orders.AGENT.workflowId());
  }

  private static WorkflowExecutionHistory reuseFailed(Harbour harbour) {
    twoRevisions(harbour);
    harbour.faults().at("reuseRevision", fails(FailureType.REVISION_GONE));
    harbour.reuse(Orders.rollback("r-3", 1));
    end(harbour, "r-3");
    return harbour.history("r-3");
  }

  /** One revision more than is kept: the oldest one's artifacts go, at the second attempt. */
  private static WorkflowExecutionHistory pruned(Harbour harbour) {
    harbour.faults().at("pruneRevisions", fails(FailureType.THROTTLED));
    for (int number = 1; number <= 12; number++) {
      harbour.deploy(Orders.order("d-" + number));
      end(harbour, "d-" + number);
    }
    Awaitility.await().until(() -> harbour.world().calls("pruneRevisions") == 2);
    harbour.environment().sleep(Duration.ofMinutes(1));
    return harbour.history(Orders.AGENT.workflowId());
  }

  /** A later run of the agent, with a deployment in flight that the previous run started. */
  private static WorkflowExecutionHistory inherited(Harbour harbour) throws InterruptedException {
    var gate = new Gate();
    harbour.faults().at("samDeploy", gate);
    harbour.deploy(Orders.order("d-1"));
    gate.awaitReached();
    Awaitility.await().until(() -> harbour.agentState().running() != null);
    harbour.deployment(Orders.AGENT.workflowId()).terminate("stands for continue-as-new");
    harbour.deploy(Orders.order("d-2"));
    gate.open();
    end(harbour, "d-2");
    return harbour.history(Orders.AGENT.workflowId());
  }

  private static WorkflowExecutionHistory canceledTooLateToNotice(Harbour harbour) {
    harbour.faults().at("smokeTest", Unheeded.cancel(harbour, "d-1"));
    harbour.deploy(Orders.order("d-1"));
    end(harbour, "d-1");
    return harbour.history("d-1");
  }

  private static WorkflowExecutionHistory destroyCanceled(Harbour harbour) {
    harbour.deploy(Orders.order("d-1"));
    end(harbour, "d-1");
    harbour.faults().at("removeStack", Unheeded.cancel(harbour, "x-1"));
    harbour.destroy(Orders.destroyOrder("x-1"));
    end(harbour, "x-1");
    return harbour.history("x-1");
  }

  /** It drifted, and one bundle is late. */
  private static WorkflowExecutionHistory news(Harbour harbour) {
    harbour.receivers().are("builder");
    harbour.receivers().isDown("builder");
    harbour.faults().at("writeAudit", fails(FailureType.ACCESS_DENIED));
    harbour.deploy(Orders.announced(Orders.order("d-1")));
    end(harbour, "d-1");
    Awaitility.await().until(() -> harbour.agentState().audit().trouble() != null);
    harbour
        .deployment(Orders.AGENT.workflowId())
        .signal(
            CheckDriftWorkflow.REPORTED,
            DriftReport.of(
                Instant.EPOCH,
                1,
                List.of(new DriftFinding("memory of $LATEST", "512", "256")),
                List.of()));
    Awaitility.await().until(() -> harbour.agentState().drift() != null);
    harbour.environment().sleep(Duration.ofMinutes(20));
    Awaitility.await().until(() -> harbour.world().audited().contains("d-1"));
    return harbour.history(Orders.AGENT.workflowId());
  }

  private static void twoRevisions(Harbour harbour) {
    for (String id : new String[] {"d-1", "d-2"}) {
      harbour.deploy(Orders.order(id));
      end(harbour, id);
    }
    Awaitility.await().until(() -> harbour.agentState().revisions().size() == 2);
  }

  private static void end(Harbour harbour, String id) {
    try {
      harbour.deployment(id).getResult(Object.class);
    } catch (WorkflowFailedException asScripted) {
      return;
    }
  }
}
