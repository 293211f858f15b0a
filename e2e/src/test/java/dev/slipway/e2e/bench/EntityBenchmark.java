package dev.slipway.e2e.bench;

import dev.slipway.api.StackName;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One agent deployed over and over, faster than it can keep up: its queue is full most of the time,
 * and its workflow continues as new meanwhile. Nothing may be lost.
 */
final class EntityBenchmark implements Benchmark {
  private static final int DEPLOYMENTS = Integer.getInteger("slipway.bench.deployments", 500);

  /** Temporal warns at 10,240 events; a short history also replays within milliseconds. */
  private static final int MAX_EVENTS = 2_000;

  /** The live one and ten to roll back to. */
  private static final int KEPT = 11;

  /** About a second each on two cores shared with six other processes; much less alone. */
  private static final Duration LONGEST = Duration.ofMinutes(12);

  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-entity"));

  private final long deadline = System.nanoTime() + LONGEST.toNanos();

  @Override
  public String name() {
    return "entity";
  }

  @Override
  public Report run() throws Exception {
    var report = new Report(name(), "one agent, %d deployments".formatted(DEPLOYMENTS), "", "");
    var activities = new EntityActivities();
    try (var server = DevServer.start()) {
      WorkerFactory workers =
          NoOpWorkers.start(server.client(), activities, WorkerOptions.getDefaultInstance());
      long begin = System.nanoTime();
      int refused = admitAll(server.client());
      int wrong = wrongRevisions(server.client());
      double seconds = (System.nanoTime() - begin) / 1e9;
      settle(activities);
      fill(report, server.client(), activities, seconds, wrong, refused);
      workers.shutdownNow();
      workers.awaitTermination(10, TimeUnit.SECONDS);
    }
    return report;
  }

  /** Submits as fast as the queue allows; returns how often it was full. */
  private int admitAll(WorkflowClient client) throws InterruptedException {
    int refused = 0;
    for (int number = 1; number <= DEPLOYMENTS; number++) {
      while (!Orders.admitted(client, AGENT, "entity", id(number))) {
        refused++;
        requireTime("admitting deployment " + number);
        TimeUnit.MILLISECONDS.sleep(200);
      }
      if (number % 50 == 0) {
        System.err.printf("  %d admitted, load %.1f%n", number, Load.now());
      }
    }
    return refused;
  }

  /** How many deployments did not become the revision that their place in the queue promises. */
  private int wrongRevisions(WorkflowClient client) throws TimeoutException {
    int wrong = 0;
    for (int number = 1; number <= DEPLOYMENTS; number++) {
      long left = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime()));
      var result =
          client
              .newUntypedWorkflowStub(id(number))
              .getResult(left, TimeUnit.SECONDS, DeploymentResult.class);
      if (result.revision().number() != number) {
        wrong++;
      }
    }
    return wrong;
  }

  /** Audits and pruning run alongside the deployments. */
  private void settle(EntityActivities activities) throws InterruptedException {
    while (activities.audited() < DEPLOYMENTS || activities.pruned() < DEPLOYMENTS - KEPT) {
      if (System.nanoTime() > deadline) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void fill(
      Report report,
      WorkflowClient client,
      EntityActivities activities,
      double seconds,
      int wrong,
      int refused) {
    List<Integer> histories = histories(client);
    AgentState state = state(client);
    int longest = histories.stream().mapToInt(Integer::intValue).max().orElse(0);
    report.figure("deployments", DEPLOYMENTS);
    report.figure("seconds", seconds);
    report.row("deployments a second", Report.number(DEPLOYMENTS / seconds), "");
    report.row("refused while the queue was full", String.valueOf(refused), "");
    report.check("runs of the agent's workflow", "runs", histories.size(), histories.size() > 1);
    report.check("events of the longest", "longest_history", longest, longest < MAX_EVENTS);
    report.none("revisions lost or out of turn", "wrong_revisions", wrong);
    report.check("live revision", "live", live(state), live(state) == DEPLOYMENTS);
    report.check(
        "revisions kept",
        "kept",
        state.revisions().size(),
        state.revisions().size() == Math.min(KEPT, DEPLOYMENTS));
    report.none("still waiting", "waiting", state.waiting().size());
    report.check("audited", "audited", activities.audited(), activities.audited() == DEPLOYMENTS);
    report.check(
        "pruned", "pruned", activities.pruned(), activities.pruned() == DEPLOYMENTS - KEPT);
  }

  private static int live(AgentState state) {
    return state.live().map(revision -> revision.number()).orElse(0);
  }

  /** The number of events of each run, the newest first. */
  private static List<Integer> histories(WorkflowClient client) {
    List<Integer> lengths = new ArrayList<>();
    Optional<String> run = Optional.of("");
    while (run.isPresent()) {
      var execution =
          WorkflowExecution.newBuilder()
              .setWorkflowId(AGENT.workflowId())
              .setRunId(run.get())
              .build();
      var events = client.fetchHistory(execution.getWorkflowId(), run.get()).getEvents();
      lengths.add(events.size());
      String before =
          events
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
      run = Optional.of(before).filter(id -> !id.isEmpty());
    }
    return lengths;
  }

  private static AgentState state(WorkflowClient client) {
    AgentState state =
        client
            .newUntypedWorkflowStub(AGENT.workflowId())
            .describe()
            .getMemo(AgentState.MEMO, AgentState.class, AgentState.class);
    return java.util.Objects.requireNonNull(state, "the agent has no memo");
  }

  private void requireTime(String what) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException("%s took longer than %s".formatted(what, LONGEST));
    }
  }

  private static String id(int number) {
    return "entity-" + number;
  }
}
