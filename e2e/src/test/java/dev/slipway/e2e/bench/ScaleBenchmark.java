package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.EmulatorProcess;
import dev.slipway.e2e.harness.LoneStarter;
import dev.slipway.e2e.harness.Waiting;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What an agent and a deployment cost Temporal and Slipway's own processes: events, bytes, billed
 * actions, CPU. Many agents' deployments are in flight at once while the starter is asked, then all
 * are deployed again and again. Activities do nothing, so that only what grows with the number of
 * agents is measured.
 */
final class ScaleBenchmark implements Benchmark {
  private static final int AGENTS = Integer.getInteger("slipway.bench.agents", 100);
  private static final int IN_FLIGHT = Integer.getInteger("slipway.bench.inflight", AGENTS);
  private static final int REVISIONS = Integer.getInteger("slipway.bench.revisions", 4);
  private static final int MAX_AGENTS = 5_000;
  private static final int MAX_REVISIONS = 50;
  private static final int SAMPLE = 50;
  private static final int GETS_PER_SECOND = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final double MAX_SECONDS = 0.1;
  private static final Duration MAX_HELD = Duration.ofMinutes(10);
  private static final List<String> MEMORY = List.of("-Xmx512m");

  /** One a week. */
  private static final int DEPLOYMENTS_A_MONTH = 4;

  /** In the compose file Temporal keeps what has ended for 90 days. */
  private static final int MONTHS_KEPT = 3;

  @Override
  public String name() {
    return "scale";
  }

  private static void require(String variable, int wanted, int least, int most) {
    if (wanted < least || wanted > most) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(variable, wanted, least, most));
    }
  }

  @Override
  public Report run() throws Exception {
    require("SLIPWAY_BENCH_AGENTS", AGENTS, 2, MAX_AGENTS);
    require("SLIPWAY_BENCH_IN_FLIGHT", IN_FLIGHT, 1, AGENTS);
    require("SLIPWAY_BENCH_REVISIONS", REVISIONS, 2, MAX_REVISIONS);
    System.setProperty("aws.accessKeyId", "000000000000");
    System.setProperty("aws.secretAccessKey", "000000000000");
    var report =
        new Report(
            name(),
            "%d agents, %d deployments each, %d in flight".formatted(AGENTS, REVISIONS, IN_FLIGHT),
            "",
            "");
    var line = new StartLine();
    try (var emulator = new EmulatorProcess();
        var server = DevServer.start();
        var starter =
            new LoneStarter(
                server.target(),
                emulator.address(),
                "",
                Files.createTempDirectory("slipway-bench-scale-").resolve("starter.log"),
                MEMORY)) {
      starter.start();
      WorkerFactory workers = workers(server.client(), line);
      try {
        deployOthers(new ScaleFleet(server.client(), IN_FLIGHT, AGENTS));
        askWhileInFlight(report, new ScaleFleet(server.client(), 0, IN_FLIGHT), line, starter);
        var fleet = new ScaleFleet(server.client(), 0, AGENTS);
        double first = server.databaseBytes();
        deployAgain(report, fleet, server);
        costs(report, fleet, server.client());
        report.row(
            "database, bytes a deployment",
            Report.number((server.databaseBytes() - first) / deployedAgain()),
            "");
        report.figure("database_bytes", (server.databaseBytes() - first) / deployedAgain());
      } finally {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
      }
    }
    return report;
  }

  private static WorkerFactory workers(WorkflowClient client, StartLine line) {
    var options =
        NoOpWorkers.roomFor(IN_FLIGHT + 50).setMaxHeartbeatThrottleInterval(StartLine.BEAT).build();
    return NoOpWorkers.start(client, new EntityActivities(), options, line);
  }

  /** The agents that are there while others are deployed. */
  private static void deployOthers(ScaleFleet fleet) {
    fleet.admit(1);
    fleet.awaitEnd(1);
  }

  private static void askWhileInFlight(
      Report report, ScaleFleet fleet, StartLine line, LoneStarter starter)
      throws InterruptedException {
    line.close();
    fleet.admit(1);
    Waiting.until("all to be in flight", MAX_HELD, () -> line.held() == IN_FLIGHT);
    System.err.printf("  %d in flight, load %.1f%n", IN_FLIGHT, Load.now());
    new Visitors(starter.address(), paths(fleet), GETS_PER_SECOND).askFor(WARM_UP);
    var visitors = new Visitors(starter.address(), paths(fleet), GETS_PER_SECOND);
    ProcessHandle process = ProcessHandle.of(starter.pid()).orElseThrow();
    double before = Cpu.seconds(process);
    visitors.askFor(MEASURED);
    double each = (Cpu.seconds(process) - before) / visitors.seconds().size();
    double high =
        report.percentiles(
            "GET with these in flight, seconds", "get", visitors.seconds(), MAX_SECONDS);
    // At once, since what follows takes long.
    System.err.printf("  GET p99 %.3f s, load %.1f%n", high, Load.now());
    visitors
        .secondsByKind()
        .forEach((kind, seconds) -> report.percentiles("  " + kind, "get_" + kind, seconds));
    // Not a fault: the dev server has one shard on one SQLite file, which heartbeats alone can
    // fill.
    report.row("  without a 200", String.valueOf(visitors.errors()), "");
    report.figure("errors", visitors.errors());
    report.row("starter, CPU milliseconds a GET", Report.number(each * 1e3), "");
    report.figure("starter_cpu_ms", each * 1e3);
    line.start();
    fleet.awaitEnd(1);
  }

  private static void deployAgain(Report report, ScaleFleet fleet, DevServer server) {
    double worker = Cpu.seconds(ProcessHandle.current());
    double temporal = Cpu.seconds(server.process());
    long begin = System.nanoTime();
    for (int revision = 2; revision <= REVISIONS; revision++) {
      fleet.admit(revision);
      fleet.awaitEnd(revision);
      System.err.printf("  revision %d of each, load %.1f%n", revision, Load.now());
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    report.row("deployments a second", Report.number(deployedAgain() / seconds), "");
    each(report, "worker and caller, CPU ms", "worker_cpu_ms", ProcessHandle.current(), worker);
    each(report, "Temporal, CPU ms", "temporal_cpu_ms", server.process(), temporal);
  }

  private static void each(
      Report report, String label, String figure, ProcessHandle process, double before) {
    double spent = (Cpu.seconds(process) - before) * 1e3 / deployedAgain();
    report.row(label + " a deployment", Report.number(spent), "");
    report.figure(figure, spent);
  }

  private static int deployedAgain() {
    return AGENTS * (REVISIONS - 1);
  }

  private static void costs(Report report, ScaleFleet fleet, WorkflowClient client) {
    List<Integer> sample = fleet.sample(SAMPLE);
    HistoryCost deployments = HistoryCost.NONE;
    HistoryCost agents = HistoryCost.NONE;
    HistoryCost open = HistoryCost.NONE;
    for (int number : sample) {
      deployments =
          deployments.plus(
              HistoryCost.of(client.fetchHistory(fleet.id(number, REVISIONS)).getEvents()));
      List<List<HistoryEvent>> runs = runs(client, fleet.agent(number).workflowId());
      open = open.plus(HistoryCost.of(runs.getFirst()));
      for (List<HistoryEvent> run : runs) {
        agents = agents.plus(HistoryCost.of(run));
      }
    }
    int deployed = sample.size() * REVISIONS;
    row(report, "a deployment's workflow", "deployment", deployments, sample.size());
    row(report, "its part of the agent's", "agent", agents, deployed);
    row(report, "an agent's open run, after all", "open", open, sample.size());
    months(
        report,
        (double) deployments.actions() / sample.size() + (double) agents.actions() / deployed,
        (double) deployments.bytes() / sample.size() + (double) agents.bytes() / deployed,
        (double) open.bytes() / sample.size());
  }

  private static void row(
      Report report, String label, String figure, HistoryCost cost, int divisor) {
    report.row(
        label,
        Report.number((double) cost.events() / divisor) + " events",
        "%s bytes, %s actions"
            .formatted(
                Report.number((double) cost.bytes() / divisor),
                Report.number((double) cost.actions() / divisor)));
    report.figure(figure + "_events", (double) cost.events() / divisor);
    report.figure(figure + "_bytes", (double) cost.bytes() / divisor);
    report.figure(figure + "_actions", (double) cost.actions() / divisor);
  }

  private static void months(Report report, double actions, double bytes, double openBytes) {
    var prices = new CloudPrices();
    for (double agents : new double[] {1e3, 1e5, 1e7}) {
      double deployments = agents * DEPLOYMENTS_A_MONTH;
      double dollars =
          prices.month(
              deployments * actions, agents * openBytes, deployments * MONTHS_KEPT * bytes);
      report.row(
          "Temporal Cloud, dollars a month for %.0e agents".formatted(agents),
          Report.number(dollars),
          "%d deployments each; prices of %s".formatted(DEPLOYMENTS_A_MONTH, prices.read()));
      report.figure("dollars_%.0e".formatted(agents).replace("+", ""), dollars);
    }
  }

  /** The histories of an agent's runs, the newest first. */
  private static List<List<HistoryEvent>> runs(WorkflowClient client, String workflow) {
    List<List<HistoryEvent>> runs = new ArrayList<>();
    String run = "";
    do {
      List<HistoryEvent> events = client.fetchHistory(workflow, run).getEvents();
      runs.add(events);
      run =
          events
              .getFirst()
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    } while (!run.isEmpty());
    return runs;
  }

  private static List<String> paths(ScaleFleet fleet) {
    return fleet.sample(SAMPLE).stream()
        .flatMap(
            number ->
                Stream.of(
                    "/api/v1/deployments/" + fleet.id(number, 1),
                    "/api/v1/agents/us-east-1/" + fleet.agent(number).stackName().value(),
                    "/api/v1/deployments?status=running",
                    "/api/v1/agents"))
        .toList();
  }
}
