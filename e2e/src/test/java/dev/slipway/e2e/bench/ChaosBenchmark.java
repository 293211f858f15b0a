package dev.slipway.e2e.bench;

import dev.slipway.e2e.bench.Fleet.Ship;
import dev.slipway.e2e.harness.StormyCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Many deployments while every ten seconds something is killed or a fault is injected. Nothing may
 * be left over, done twice, deleted or unexplained.
 *
 * <p>The emulator is never killed: it would lose its state, which no deployer can repair.
 */
final class ChaosBenchmark implements Benchmark {
  private static final int AGENTS = 20;
  private static final int DEPLOYMENTS = Integer.getInteger("slipway.bench.deployments", 50);
  private static final Duration BETWEEN_TROUBLES = Duration.ofSeconds(10);

  /** Ten minutes in all, including the start and the count afterwards. */
  private static final Duration MAX_STORM = Duration.ofSeconds(400);

  /** After the last disruption everything must end on its own. */
  private static final Duration MAX_CALM = Duration.ofSeconds(150);

  private final Map<Disruption, Integer> disruptions = new TreeMap<>();

  @Override
  public String name() {
    return "chaos";
  }

  @Override
  public Report run() throws InterruptedException {
    Instant begun = Instant.now();
    try (var cloud = StormyCloud.start()) {
      var fleet = new Fleet(cloud.api(), AGENTS, DEPLOYMENTS);
      Instant deadline = Instant.now().plus(MAX_STORM);
      Thread launching = Thread.ofVirtual().start(() -> launch(fleet, deadline));
      storm(cloud, fleet, deadline);
      launching.join(Duration.ofSeconds(100));
      Instant calmed = Instant.now().plus(MAX_CALM);
      while (!fleet.ended() && Instant.now().isBefore(calmed)) {
        Thread.sleep(1_000);
      }
      Report report = report(fleet, new Wreckage(fleet, cloud.world()));
      int faults = cloud.faults().fired();
      report.check("faults served", "faults_served", faults, faults > 0);
      report.figure("seconds", Duration.between(begun, Instant.now()).toSeconds());
      return report;
    }
  }

  private static void launch(Fleet fleet, Instant deadline) {
    try {
      fleet.launch(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void storm(StormyCloud cloud, Fleet fleet, Instant deadline) throws InterruptedException {
    Iterator<Disruption> turns = Stream.generate(Disruption::values).flatMap(Stream::of).iterator();
    while (Instant.now().isBefore(deadline) && !fleet.ended()) {
      Instant next = Instant.now().plus(BETWEEN_TROUBLES);
      Disruption disruption = turns.next();
      disruption.strike(cloud);
      disruptions.merge(disruption, 1, Integer::sum);
      Duration left = Duration.between(Instant.now(), next);
      Thread.sleep(left.isNegative() ? Duration.ZERO : left);
      disruption.end(cloud);
      System.err.printf("  %s; %s, load %.1f%n", disruption, statuses(fleet), Load.now());
    }
    cloud.faults().clear();
  }

  private static Map<String, Integer> statuses(Fleet fleet) {
    Map<String, Integer> counted = new TreeMap<>();
    for (Ship ship : fleet.ships()) {
      counted.merge(fleet.status(ship), 1, Integer::sum);
    }
    return counted;
  }

  private Report report(Fleet fleet, Wreckage wreckage) {
    var report = new Report(name(), "figure", "value", "");
    report.row("deployments", String.valueOf(fleet.ships().size()), statuses(fleet).toString());
    report.figure("deployments", fleet.ships().size());
    statuses(fleet).forEach(report::figure);
    disruptions.forEach(
        (disruption, times) -> {
          report.row("  " + disruption, String.valueOf(times), "times");
          report.figure(disruption.name().toLowerCase(Locale.ROOT), times);
        });
    none(report, "not terminal", "not_terminal", wreckage.notTerminal());
    none(report, "orphans", "orphans", wreckage.orphans());
    none(report, "duplicate operations", "duplicate_operations", wreckage.duplicateOperations());
    none(report, "lost stacks", "lost_stacks", wreckage.lostStacks());
    none(report, "wrong revision live", "wrong_revisions", wreckage.wrongRevisions());
    none(report, "unexplained failures", "unexplained", wreckage.unexplained());
    reasons(fleet).forEach((type, times) -> report.row("  " + type, "" + times, "failures"));
    return report;
  }

  private static void none(Report report, String label, String figure, List<String> found) {
    found.forEach(each -> System.err.println("  %s: %s".formatted(label, each)));
    report.none(label, figure, found.size());
  }

  private static Map<String, Integer> reasons(Fleet fleet) {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Ship ship : fleet.ships()) {
      if (!fleet.succeeded(ship)) {
        String type =
            fleet.view(ship).map(view -> view.path("failure").path("type").asText()).orElse("?");
        reasons.merge(type, 1, Integer::sum);
      }
    }
    return reasons;
  }
}
