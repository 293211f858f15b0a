package dev.slipway.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Target;
import dev.slipway.starter.requests.Traffic;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final Traffic TRAFFIC = new Traffic(18_000, 20_000);

  private static DeploymentSpec spec(Target target) {
    return DeploymentSpec.named(new FunctionName("pilot"), target);
  }

  private static Estimate estimate(DeploymentSpec spec) {
    return new Estimates().of(spec, "us-east-1", TRAFFIC);
  }

  /** 18,000 calls of 20 s are 100 hours; 3,600 sessions that wait 900 s are 900 hours. */
  @Test
  void agentCore_isPaidByWhatSessionsUse_andAnIdleProcessorIsFree() {
    Estimate estimate = estimate(spec(Target.AGENTCORE));

    assertThat(estimate.breakdown())
        .extracting(item -> item.item() + ": " + item.quantity() + " $" + item.monthlyUsd())
        .containsExactly(
            "agentcore_cpu: 30.0 vCPU-hours $2.6850",
            "agentcore_memory: 50.0 GB-hours in calls $0.4725",
            "agentcore_waiting: 450.0 GB-hours between calls $4.2525");
    assertThat(estimate.monthlyUsd()).isEqualByComparingTo("7.41");
    assertThat(estimate.assumptions().memorySize()).isEqualTo(512);
    assertThat(estimate.assumptions().architecture()).isEqualTo("arm64");
    assertThat(Objects.requireNonNull(estimate.assumptions().sessions()))
        .isEqualTo(new Estimate.Sessions(3_600, 5, 900, 30));
  }

  @Test
  void sessionsThatWaitLess_costLess() {
    DeploymentSpec quick =
        spec(Target.AGENTCORE).with("session_idle_timeout", Duration.ofSeconds(90));

    assertThat(estimate(quick).breakdown().getLast().quantity())
        .isEqualTo("45.0 GB-hours between calls");
    assertThat(Advisor.onSpec(quick)).isEmpty();
    assertThat(Advisor.onSpec(spec(Target.AGENTCORE)))
        .extracting(Advice::code)
        .containsExactly("waiting_costs");
  }

  @Test
  void lambda_isPaidByRequestsAndTheirDuration() {
    Estimate estimate = estimate(spec(Target.LAMBDA));

    assertThat(estimate.breakdown())
        .extracting(Estimate.Item::item)
        .containsExactly("lambda_requests", "lambda_compute", "function_url");
    assertThat(estimate.monthlyUsd()).isEqualByComparingTo("3.0036");
    assertThat(estimate.assumptions().sessions()).isNull();
  }
}
