package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcore.model.ServiceQuotaExceededException;

/** What the machine runs at most for AgentCore sessions of the real emulator; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class SessionLimitsTest {
  @TempDir Path home;

  private SupervisedEmulator own;
  private Supervisor emulator;
  private EmulatedRuntimes runtimes;

  @BeforeEach
  void settings() throws Exception {
    own = SupervisedEmulator.of(home);
    emulator = own.supervisor(ProcessLimits.USUAL);
    runtimes = new EmulatedRuntimes(own);
  }

  private void start(int sessions) throws Exception {
    emulator = own.supervisor(new ProcessLimits(Duration.ofMinutes(5), 8, sessions));
    emulator.start();
    runtimes.createBucket();
  }

  @AfterEach
  void leaveNothing() {
    runtimes.close();
    emulator.close();
    Leftovers.endFunctions(own.settings());
  }

  @Test
  void moreSessionsThanThereMayBe_endTheOneThatIsIdleForLongest() throws Exception {
    start(2);
    String counting =
        "count = 0\ndef main(prompt):\n    global count\n    count += 1\n    return count\n";
    String id = runtimes.create("many", counting, 900);

    for (String session : List.of("a", "b", "a", "c")) {
      runtimes.ask(id, "DEFAULT", session.repeat(33), "x");
    }

    assertThat(runtimes.ask(id, "DEFAULT", "a".repeat(33), "x")).contains("\"3\"");
    assertThat(runtimes.ask(id, "DEFAULT", "b".repeat(33), "x")).contains("\"1\"");
  }

  @Test
  void moreCallsThanThereMayBeSessions_areRefused() throws Exception {
    start(1);
    Path begun = home.resolve("begun");
    Path gate = home.resolve("gate");
    String waiting =
        """
        import pathlib


        def main(prompt):
            pathlib.Path("%s").touch()
            while not pathlib.Path("%s").exists():
                pass
            return "done"
        """
            .formatted(begun, gate);
    String id = runtimes.create("full", waiting, 900);

    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = callers.submit(() -> runtimes.ask(id, "DEFAULT", "a".repeat(33), "x"));
      await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(begun));
      assertThatThrownBy(() -> runtimes.ask(id, "DEFAULT", "b".repeat(33), "x"))
          .isInstanceOf(ServiceQuotaExceededException.class)
          .hasMessageContaining("maxVms");
      Files.createFile(gate);
      assertThat(first.get()).contains("done");
    }
  }

  @Test
  void sessionsOfAKilledEmulator_areGone() throws Exception {
    start(2);
    String id = runtimes.create("killed", "def main(prompt):\n    return prompt\n", 900);
    runtimes.ask(id, "DEFAULT", null, "x");
    List<ProcessHandle> orphans = runtimes.processes();
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(2);

    own.process().destroyForcibly();

    await()
        .atMost(Timing.EMULATOR_START)
        .untilAsserted(() -> assertThat(orphans).noneMatch(Processes::runs));
  }
}
