package dev.slipway.e2e.bench;

import dev.slipway.e2e.scenarios.Campaign;
import dev.slipway.workflows.scenarios.model.Generator;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Random scenarios on the whole stack, each checked against a model, while the JVM and Temporal are
 * killed and AWS fails.
 */
final class ScenarioBenchmark implements Benchmark {
  private static final long FIRST = Long.getLong("slipway.bench.first", 0);
  private static final int SEEDS = Integer.getInteger("slipway.bench.seeds", 60);

  /** Such as {@code 17}, or {@code 17:0,4} for some of its operations. */
  private static final String ONE = System.getProperty("slipway.bench.scenario", "");

  /** No scenario is started later; the figures say how many there were. */
  private static final Duration LONGEST =
      Duration.ofMinutes(Long.getLong("slipway.bench.minutes", 180));

  @Override
  public String name() {
    return "scenarios";
  }

  @Override
  public Report run() throws InterruptedException {
    Instant begun = Instant.now();
    var campaign = new Campaign(LONGEST);
    List<Scenario> all =
        ONE.isEmpty()
            ? LongStream.range(FIRST, FIRST + SEEDS).mapToObj(Generator::real).toList()
            : List.of(Scenario.named(ONE, Generator::real));
    campaign.play(all.stream());
    return report(campaign, all.size(), Duration.between(begun, Instant.now()));
  }

  private Report report(Campaign campaign, int wanted, Duration took) {
    var report = new Report(name(), "figure", "value", "");
    int played = campaign.scenarios();
    report.check("scenarios", "scenarios", played, played == wanted);
    row(report, "operations", campaign.operations());
    campaign.endings().forEach((status, times) -> row(report, status, times));
    campaign.struck().forEach((target, times) -> row(report, target + "_killed", times));
    row(report, "faults_served", campaign.faults());
    report.none("not as the model says", "findings", campaign.findings().size());
    row(report, "seconds", (int) took.toSeconds());
    return report;
  }

  private static void row(Report report, String figure, int value) {
    report.row(figure.replace('_', ' '), String.valueOf(value), "");
    report.figure(figure, value);
  }
}
