package dev.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.FetchOutputs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetRouterTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-pilot"));

  private final FetchOutputs routed =
      TargetRouter.route(FetchOutputs.class, TargetRouterTest::function, TargetRouterTest::runtime);

  private static Outputs function(FetchOutputs.Input input) {
    return new FunctionOutputs("arn", input.stackId(), "1", "logs", null, null, null, null);
  }

  private static Outputs runtime(FetchOutputs.Input input) {
    var released = Objects.requireNonNull(input.released());
    if (released.version().equals("0")) {
      throw new IllegalStateException("no such version");
    }
    return new RuntimeOutputs("arn", released.runtimeId(), "n", "1", "live", "logs");
  }

  @Test
  void input_goesToTheActivityOfItsTarget() {
    assertThat(routed.fetchOutputs(input(null))).isInstanceOf(FunctionOutputs.class);
    assertThat(routed.fetchOutputs(input("1"))).isInstanceOf(RuntimeOutputs.class);
  }

  @Test
  void failure_arrivesAsItWasThrown() {
    assertThatThrownBy(() -> routed.fetchOutputs(input("0")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such version");
  }

  private static FetchOutputs.Input input(@Nullable String version) {
    return new FetchOutputs.Input(
        new DeploymentId("d-1"),
        AGENT,
        "stack",
        "changes",
        version == null ? null : new FetchOutputs.Released("r", version, "live"));
  }
}
