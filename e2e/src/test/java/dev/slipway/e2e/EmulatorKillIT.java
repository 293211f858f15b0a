package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The emulator saves its state on an orderly stop, so a kill -9 loses the account. */
class EmulatorKillIT {
  private static final Duration MAX_ABSENCE = Duration.ofSeconds(30);

  private static LocalStack stack;

  @BeforeAll
  static void start() {
    stack = new LocalStack().start();
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void killedEmulator_losesTheAgentButHistoryStaysAndTheNextDeploymentRestoresIt() {
    deploy("forgotten-1");
    long before = stack.pidOfRunning("emulator");
    stack.kill9("emulator");
    stack.awaitAnother("emulator", before, MAX_ABSENCE);

    assertThat(stack.api().view("forgotten-1").path("status").asText()).isEqualTo("succeeded");
    try (var world = new Emulated(stack)) {
      assertThat(world.thingsNamed("function forgotten")).isEmpty();
      deploy("forgotten-2");
      assertThat(world.thingsNamed("function forgotten")).containsExactly("function forgotten");
    }
  }

  private static void deploy(String id) {
    stack.api().deploy("forgotten", TinyAgent.CODE, Map.of("deployment_id", id));
    assertThat(stack.api().awaitEnd(id).path("status").asText()).isEqualTo("succeeded");
  }
}
