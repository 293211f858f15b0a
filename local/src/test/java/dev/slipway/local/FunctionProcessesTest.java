package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.Processes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What the machine runs for functions of the real emulator; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class FunctionProcessesTest {
  @TempDir Path home;

  private SupervisedEmulator own;
  private Supervisor emulator;
  private EmulatedFunctions functions;

  @BeforeEach
  void settings() throws Exception {
    own = SupervisedEmulator.of(home);
    functions = new EmulatedFunctions(home, own.address());
    emulator = own.supervisor(ProcessLimits.USUAL);
  }

  @AfterEach
  void leaveNothing() {
    functions.close();
    emulator.close();
    Leftovers.endFunctions(own.settings());
  }

  @Test
  void functionOfADeletedStack_isGoneWithAllItStarted() throws Exception {
    emulator.start();
    functions.create("gone", EmulatedFunctions.LEAVING);
    functions.call("gone");
    assertThat(functions.processesOf("gone")).hasSizeGreaterThanOrEqualTo(2);

    functions.delete("gone");

    eventually(() -> assertThat(functions.processesOf("gone")).isEmpty());
    eventually(() -> assertThat(functions.foldersOf("gone")).isEmpty());
  }

  @Test
  void versionThatWasReplaced_isGone_andTheLiveOneStays() throws Exception {
    emulator.start();
    functions.create("replaced", EmulatedFunctions.LEAVING);
    assertThat(functions.call("replaced")).isEqualTo("1");
    functions.update("replaced", EmulatedFunctions.VERSION);
    assertThat(functions.call("replaced")).isEqualTo("2");

    eventually(() -> assertThat(functions.processesOf("replaced")).hasSize(1));
    eventually(() -> assertThat(functions.foldersOf("replaced")).hasSize(1));
    List<ProcessHandle> live = functions.processesOf("replaced");
    assertThat(functions.call("replaced")).isEqualTo("2");
    assertThat(functions.processesOf("replaced")).isEqualTo(live);
  }

  @Test
  void idleProcesses_areBoundedInNumber_andTheNextCallIsStillAnswered() throws Exception {
    emulator = own.supervisor(new ProcessLimits(Duration.ofMinutes(5), 2, 2));
    emulator.start();
    for (String name : List.of("first", "second", "third")) {
      functions.create(name, EmulatedFunctions.VERSION);
      functions.call(name);
    }

    eventually(() -> assertThat(functions.processesOf("first")).isEmpty());
    assertThat(functions.processesOf("second")).hasSize(1);
    assertThat(functions.processesOf("third")).hasSize(1);
    assertThat(functions.call("first")).isEqualTo("1");
  }

  @Test
  void idleProcesses_areBoundedInTime() throws Exception {
    emulator = own.supervisor(new ProcessLimits(Duration.ZERO, 8, 2));
    emulator.start();
    functions.create("idle", EmulatedFunctions.VERSION);
    assertThat(functions.call("idle")).isEqualTo("1");

    eventually(() -> assertThat(functions.processesOf("idle")).isEmpty());
    eventually(() -> assertThat(functions.foldersOf("idle")).isEmpty());
  }

  @Test
  void killedEmulator_isBack_andNothingOfItsFunctionsRunsOn() throws Exception {
    emulator.start();
    functions.create("orphan", EmulatedFunctions.LEAVING);
    functions.call("orphan");
    List<ProcessHandle> orphans = functions.processesOf("orphan");
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(2);

    own.process().destroyForcibly();

    eventually(() -> assertThat(orphans).noneMatch(Processes::runs));
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Timing.EMULATOR_START).untilAsserted(assertion);
  }
}
