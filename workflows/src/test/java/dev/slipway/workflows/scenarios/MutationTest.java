package dev.slipway.workflows.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.scenarios.model.Generator;
import dev.slipway.workflows.scenarios.run.Campaign;
import dev.slipway.workflows.scenarios.run.Finding;
import dev.slipway.workflows.scenarios.run.Mutation;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scenarios find faults: each of these is injected into the product, and found. */
class MutationTest {
  private static final int SEEDS = 1_000;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void mutation_isFound(Mutation mutation) throws InterruptedException {
    var campaign = new Campaign(mutation);
    Optional<Finding> finding = campaign.find(LongStream.range(0, SEEDS).mapToObj(Generator::of));
    System.out.printf(
        "%s: %s; %s%n", mutation, campaign, finding.map(Finding::summary).orElse("not found"));
    assertThat(finding).isPresent();
  }
}
