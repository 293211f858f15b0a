package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Gate;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller is told during an outage of a dependency, and that it recovers. */
class BlackoutIT {
  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @TempDir private Path gates;

  @Test
  void emulatorOrTemporalDown_isReportedPlainly_andBothRecover() {
    var emulator = Gate.ofEmulator(gates);
    var temporal = Gate.ofTemporal(gates);
    try (var stack =
        new LocalStack(
                Map.of(emulator.variable(), emulator.tool(), temporal.variable(), temporal.tool()))
            .start()) {
      emulator.shut();
      kill(stack, "slipway-emulator-");
      assertUnavailable(post(stack), "AWS");
      assertThat(isWhole(stack)).isFalse();
      emulator.open();
      awaitHealth(stack);

      temporal.shut();
      kill(stack, Ground.tool(temporal.variable()));
      assertUnavailable(post(stack), "Temporal");
      assertUnavailable(stack.api().get("/deployments"), "Temporal");
      assertThat(isWhole(stack)).isFalse();
      temporal.open();
      awaitHealth(stack);

      try (var world = new Emulated(stack)) {
        assertThat(world.thingsNamed("blackout")).isEmpty();
      }
      assertThat(stack.api().get("/deployments").body().path("deployments")).isEmpty();
      String id = stack.api().deploy("blackout", Agents.saying("light"), Map.of());
      assertThat(stack.api().awaitEnd(id).path("status").asText()).isEqualTo("succeeded");
      assertThat(Agents.ask(stack.api(), "blackout")).isEqualTo("light");
    }
  }

  private static void kill(LocalStack stack, String program) {
    stack
        .processes()
        .filter(process -> process.info().commandLine().orElse("").contains(program))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static Answer post(LocalStack stack) {
    return stack
        .api()
        .post(
            "/deployments",
            Map.of(
                "function_name",
                "blackout",
                "code",
                Agents.saying("light"),
                "runtime",
                Emulated.RUNTIME,
                "api_keys",
                Map.of("A_KEY", "a-value")));
  }

  private static void assertUnavailable(Answer answer, String who) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
    assertThat(answer.body().path("detail").asText())
        .contains(who)
        .endsWith(".")
        .doesNotContain("Exception");
  }

  private static void awaitHealth(LocalStack stack) {
    Waiting.until("the stack to be up again", RECOVERY, () -> isWhole(stack));
  }

  private static boolean isWhole(LocalStack stack) {
    return stack.api().get("/health").body().path("status").asText().equals("up");
  }
}
