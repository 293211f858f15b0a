package dev.slipway.starter.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What lists and pages say an agent runs with. */
class ConfigurationTest {
  @Test
  void function_hasItsMemory() {
    assertThat(configuration(new FunctionOutputs("arn", "f", "3", "log", null, null, null, null)))
        .isEqualTo("512 MB, 300 s, python3.12, x86_64");
  }

  @Test
  void runtime_hasNone() {
    assertThat(configuration(new RuntimeOutputs("arn", "r-1", "r", "3", "live", "log")))
        .isEqualTo("AgentCore, 300 s, python3.12, x86_64");
  }

  private static String configuration(Outputs outputs) {
    return new AgentResponse.RevisionResponse(
            1,
            new DeploymentId("d-1"),
            "anna",
            null,
            Instant.EPOCH,
            512,
            300,
            "python3.12",
            "x86_64",
            "",
            "",
            "",
            "",
            null,
            null,
            false,
            outputs)
        .configuration();
  }
}
