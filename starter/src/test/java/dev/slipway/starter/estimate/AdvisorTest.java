package dev.slipway.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import org.junit.jupiter.api.Test;

/** Advice is given where it can be followed. */
class AdvisorTest {
  private static final DeploymentSpec USUAL = DeploymentSpec.named(new FunctionName("weather"));

  @Test
  void anotherArchitecture_isProposedBeforeTheDeployment_notAfterEveryOne() {
    assertThat(Advisor.onSpec(USUAL)).extracting(Advice::code).containsExactly("arm64_is_cheaper");
    assertThat(Advisor.onDeployed(USUAL)).isEmpty();
  }

  @Test
  void whatCostsAllTheTime_isSaidAfterIt_too() {
    assertThat(Advisor.onDeployed(USUAL.with("provisioned_concurrency", 1)))
        .extracting(Advice::code)
        .containsExactly("provisioned_costs_always");
  }
}
