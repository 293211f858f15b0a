package dev.slipway.e2e.bench;

import dev.slipway.api.StackName;
import dev.slipway.e2e.harness.EmulatorProcess;
import dev.slipway.e2e.harness.LoneStarter;
import dev.slipway.e2e.harness.Waiting;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.Timeline;
import dev.slipway.workflows.timeline.TimelineEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The starter under load: many running deployments, many watchers, many GETs. The starter is the
 * real one in its own JVM, with a real Temporal server and the AWS emulator; only the activities
 * are fake.
 */
final class ApiBenchmark implements Benchmark {
  private static final int DEPLOYMENTS = Integer.getInteger("slipway.bench.deployments", 200);
  private static final int WATCHERS_EACH = 5;
  private static final int GETS_PER_SECOND = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  /** A JVM compiles for its first minute under load; that cost is not part of an answer's. */
  private static final Duration SETTLING = Pace.STEP.multipliedBy(2);

  /** The first deployments end after five steps of {@link Pace#STEP}. */
  private static final Duration MEASURED = Pace.STEP.multipliedBy(3);

  private static final Duration MAX_START = Duration.ofSeconds(60);

  /** The last ones start a step later than the first. */
  private static final Duration MAX_END = Pace.STEP.multipliedBy(4);

  /** What a one-gigabyte container gives the JVM; see docker-compose.yml and the Dockerfile. */
  private static final List<String> MEMORY = List.of("-Xmx512m");

  private static final double MAX_SECONDS_OF_A_GET = 0.1;
  private static final double MAX_SECONDS_OF_AN_EVENT = 1;

  /** The most that a thousand watchers and two hundred deployments may hold together. */
  private static final double MAX_MEGABYTES_WATCHING = 200;

  /** What may be left when they have gone: filled caches, not memory per watcher. */
  private static final double MAX_MEGABYTES_LEFT = 32;

  private final List<String> ids =
      IntStream.range(0, DEPLOYMENTS).mapToObj(number -> "load-" + number).toList();

  @Override
  public String name() {
    return "api";
  }

  @Override
  public Report run() throws Exception {
    Path home = Files.createTempDirectory("slipway-bench-api-");
    System.setProperty("aws.accessKeyId", "000000000000");
    System.setProperty("aws.secretAccessKey", "000000000000");
    try (var emulator = new EmulatorProcess();
        var clients = new AwsClients(AwsSettings.at(emulator.address()));
        var server = DevServer.start();
        var starter =
            new LoneStarter(
                server.target(), emulator.address(), "", home.resolve("starter.log"), MEMORY)) {
      var artifacts = new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC()));
      var pace = new Pace(new LogStore(artifacts, Clock.systemUTC()), DEPLOYMENTS);
      artifacts.bucket("us-east-1"); // The first call creates it, which takes seconds.
      starter.start();
      WorkerFactory workers = workers(server.client(), pace);
      try {
        admitAll(server.client());
        return measure(server.client(), pace, starter);
      } finally {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
      }
    }
  }

  private static WorkerFactory workers(WorkflowClient client, Pace pace) {
    WorkerOptions options = NoOpWorkers.roomFor(DEPLOYMENTS + 50).build();
    return NoOpWorkers.start(client, new EntityActivities(), options, pace);
  }

  private void admitAll(WorkflowClient client) {
    var refused = new AtomicInteger();
    try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
      for (String id : ids) {
        eight.execute(
            () -> {
              if (!Orders.admitted(client, agent(id), id, id)) {
                refused.incrementAndGet();
              }
            });
      }
    }
    if (refused.get() > 0) {
      throw new IllegalStateException(refused + " of the deployments were refused");
    }
    System.err.printf("  %d deployments running, load %.1f%n", ids.size(), Load.now());
  }

  private Report measure(WorkflowClient client, Pace pace, LoneStarter starter)
      throws IOException, InterruptedException {
    new Visitors(starter.address(), paths(), GETS_PER_SECOND).askFor(WARM_UP);
    Footprint before = Footprint.of(starter.pid());
    try (var watchers = new Watchers(starter.address(), ids, WATCHERS_EACH)) {
      int all = watchers.all().size();
      watchers.open();
      Waiting.until("all to watch", MAX_START, () -> watchers.streaming() == all);
      System.err.printf("  %d watching, load %.1f%n", all, Load.now());
      var visitors = new Visitors(starter.address(), paths(), GETS_PER_SECOND);
      pace.start();
      new Visitors(starter.address(), paths(), GETS_PER_SECOND).askFor(SETTLING);
      watchers.measure();
      visitors.askFor(MEASURED);
      Footprint watching = Footprint.of(starter.pid());
      System.err.printf("  %d answers, load %.1f%n", visitors.seconds().size(), Load.now());
      boolean told = watchers.awaitEnd(MAX_END);
      Footprint after = Footprint.of(starter.pid());
      var report = new Report(name(), heading(all), "", "");
      figures(report, visitors, watchers);
      footprints(report, before, watching, after);
      report.none(
          "watchers without the end in time", "not_ended", told ? 0 : all - watchers.ended());
      losses(report, watchers, visitors, told(client), pace);
      return report;
    }
  }

  private static String heading(int watchers) {
    return "%d running deployments, %d watchers, %d GETs a second"
        .formatted(DEPLOYMENTS, watchers, GETS_PER_SECOND);
  }

  private static void figures(Report report, Visitors visitors, Watchers watchers) {
    report.figure("gets", visitors.seconds().size());
    report.figure("events", watchers.toldAfter().size());
    report.percentiles("GET, seconds", "get", visitors.seconds(), MAX_SECONDS_OF_A_GET);
    visitors
        .secondsByKind()
        .forEach((kind, seconds) -> report.percentiles("  " + kind, "get_" + kind, seconds));
    report.percentiles(
        "event to watcher, seconds", "event", watchers.toldAfter(), MAX_SECONDS_OF_AN_EVENT);
    report.percentiles("log line to watcher, seconds", "log", watchers.logAfter());
  }

  private static void footprints(
      Report report, Footprint before, Footprint watching, Footprint after) {
    report.row("heap before, MB", Report.number(before.heap()), "-Xmx512m; garbage collected");
    report.figure("heap_before", before.heap());
    report.ratio(
        "  more while all watch",
        "heap_watching",
        watching.heap() - before.heap(),
        MAX_MEGABYTES_WATCHING);
    report.ratio(
        "  more when all have gone", "heap_left", after.heap() - before.heap(), MAX_MEGABYTES_LEFT);
    report.row(
        "process, MB",
        Report.number(watching.resident()),
        "%s before, %s after"
            .formatted(Report.number(before.resident()), Report.number(after.resident())));
    report.figure("resident_watching", watching.resident());
  }

  /** Each watcher must have seen everything in the history and the log, once, and in order. */
  private static void losses(
      Report report,
      Watchers watchers,
      Visitors visitors,
      Map<String, List<String>> expected,
      Pace pace) {
    int wrongEvents = 0;
    int wrongLogs = 0;
    for (Watcher watcher : watchers.all()) {
      String id = watcher.deployment();
      wrongEvents += watcher.hasSeen(expected.getOrDefault(id, List.of())) ? 0 : 1;
      wrongLogs += watcher.hasRead(pace.linesOf(id)) ? 0 : 1;
    }
    report.none("watchers with missing or repeated events", "wrong_events", wrongEvents);
    report.none("watchers with missing or repeated lines", "wrong_logs", wrongLogs);
    report.none("watchers cut off", "cut_off", watchers.broken());
    report.none("GETs without a 200", "errors", visitors.errors());
  }

  /** The places in each deployment's history that a watcher gets events for. */
  private Map<String, List<String>> told(WorkflowClient client) {
    Map<String, List<String>> told = new HashMap<>();
    for (String id : ids) {
      List<String> places = new ArrayList<>();
      Map<Long, Integer> parts = new HashMap<>();
      for (TimelineEvent event : Timeline.events(client.fetchHistory(id).getEvents())) {
        int part = parts.merge(event.eventId(), 1, Integer::sum) - 1;
        if (!(event instanceof TimelineEvent.AttemptFailed)) {
          places.add(event.eventId() + "." + part);
        }
      }
      told.put(id, places);
    }
    return told;
  }

  /** Half of the visitors get a deployment, the others an agent or a list. */
  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String id : ids) {
      String deployment = "/api/v1/deployments/" + id;
      paths.add(deployment);
      paths.add("/api/v1/agents/us-east-1/" + agent(id).stackName().value());
      paths.add(deployment);
      paths.add(paths.size() % 8 == 3 ? "/api/v1/deployments?status=running" : "/api/v1/agents");
    }
    return paths;
  }

  private static AgentKey agent(String id) {
    return new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-" + id));
  }
}
