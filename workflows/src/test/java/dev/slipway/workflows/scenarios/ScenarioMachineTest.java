package dev.slipway.workflows.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.scenarios.model.Generator;
import dev.slipway.workflows.scenarios.model.Scenario;
import dev.slipway.workflows.scenarios.run.Campaign;
import dev.slipway.workflows.scenarios.run.Finding;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random scenarios on the in-memory server, each next to a model that predicts the outcome.
 *
 * <p>{@code -Dslipway.scenario=17} plays one seed and {@code -Dslipway.scenario=17:0,4} some of its
 * operations; {@code -Dslipway.scenarios=5000} plays that many seeds, where {@code ./slipway
 * verify} plays a thousand and a manual build a few.
 */
class ScenarioMachineTest {
  private static final String ONE = System.getProperty("slipway.scenario", "");
  private static final long SEEDS = Long.getLong("slipway.scenarios", 60);

  @Test
  void everyScenario_leadsToWhatTheModelSays() throws InterruptedException {
    var campaign = new Campaign();
    Optional<Finding> finding =
        campaign.play(
            ONE.isEmpty()
                ? LongStream.range(0, SEEDS).mapToObj(Generator::of)
                : Stream.of(Scenario.named(ONE)));
    System.out.println(campaign);
    assertThat(finding).isEmpty();
  }
}
