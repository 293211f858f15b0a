package dev.slipway.local.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.process.ProcessIdentity;
import dev.slipway.local.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  @TempDir Path home;

  private Fixture fixture;

  @BeforeEach
  void makeHome() throws IOException {
    fixture = new Fixture(home);
  }

  @AfterEach
  void leaveNothing() {
    ChildProcess.clear(Optional.empty(), fixture.place.mark("server"), Duration.ofSeconds(1));
  }

  @Test
  void healthyChildOfAnEarlierJvm_isAdopted() throws Exception {
    ChildProcess earlier = fixture.startedByAnEarlierJvm(fixture.server());
    Supervisor supervisor = supervisor(fixture.server());

    assertThat(supervisor.adopt()).isTrue();

    assertThat(record().process().pid()).isEqualTo(earlier.identity().pid());
    assertThat(fixture.output()).contains("adopted (pid " + earlier.identity().pid() + ")");
    assertThat(supervisor.close()).isEmpty();
    assertThat(earlier.runs()).isFalse();
  }

  @Test
  void childStartedWithOtherSettings_isClearedAway() throws Exception {
    ChildProcess earlier = fixture.startedByAnEarlierJvm(fixture.server());

    Supervisor supervisor = supervisor(fixture.spec(Fixture.SERVER, Map.of("NEW", "setting")));

    assertThat(supervisor.adopt()).isFalse();
    assertThat(earlier.runs()).isFalse();
  }

  @Test
  void childThatRunsButDoesNotAnswer_isClearedAway() throws Exception {
    ChildSpec silent =
        withStartPatience(
            fixture.spec("import time; time.sleep(600)", Map.of()), Duration.ofSeconds(1));
    ChildProcess earlier = fixture.startedByAnEarlierJvm(silent);

    assertThat(supervisor(silent).adopt()).isFalse();
    assertThat(earlier.runs()).isFalse();
  }

  @Test
  void pidThatNowBelongsToAnotherProcess_isLeftAlone() throws Exception {
    Process foreign = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity actual = ProcessIdentity.of(foreign.toHandle(), "sleep");
      ChildSpec spec = fixture.server();
      for (ProcessIdentity claimed :
          List.of(
              new ProcessIdentity(actual.pid(), actual.started().minusSeconds(60), "sleep"),
              new ProcessIdentity(actual.pid(), actual.started(), spec.program()))) {
        ChildProcess some = ChildProcess.start(spec, fixture.place);
        ComponentRecord stale = fixture.recordOf(spec, some);
        leaveNothing();
        fixture.place.recordOf("server").write(claiming(stale, claimed));

        assertThat(supervisor(spec).adopt()).isFalse();
        assertThat(foreign.isAlive()).isTrue();
      }
    } finally {
      foreign.destroyForcibly();
    }
  }

  @Test
  void damagedRecord_doesNotHideTheChild() throws Exception {
    ChildProcess earlier = fixture.startedByAnEarlierJvm(fixture.server());
    Files.writeString(fixture.place.recordOf("server").path(), "{\"name\": \"ser");

    assertThat(supervisor(fixture.server()).adopt()).isFalse();
    assertThat(earlier.runs()).isFalse();
  }

  @Test
  void childThatDies_isStartedAgain() throws Exception {
    Supervisor supervisor = supervisor(fixture.server());
    supervisor.start();
    long first = record().process().pid();

    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(record().process().pid()).isNotEqualTo(first);
              assertThat(record().state()).isEqualTo(ComponentState.UP);
              assertThat(record().restarts()).isEqualTo(1);
            });
    assertThat(supervisor.close()).isEmpty();
  }

  @Test
  void childThatEndsAtOnce_failsTheStartWithItsLastLines() {
    Supervisor supervisor =
        supervisor(fixture.spec("import sys; sys.exit('the disk is full')", Map.of()));

    assertThatThrownBy(supervisor::start)
        .isInstanceOf(StartFailed.class)
        .hasMessageContaining("Server exited at once.")
        .hasMessageContaining("the disk is full");
  }

  @Test
  void close_leavesNoDescendant_notEvenOneThatIgnoresRequests() throws Exception {
    Supervisor supervisor = supervisor(fixture.server());
    supervisor.start();
    assertThat(marked()).hasSizeGreaterThanOrEqualTo(2);

    assertThat(supervisor.close()).isEmpty();

    assertThat(marked()).isEmpty();
    assertThat(fixture.place.recordOf("server").path()).doesNotExist();
  }

  @Test
  void childThatWaitsForACall_isReleased_andSavesItsState() throws Exception {
    Path saved = home.resolve("saved");
    Supervisor supervisor =
        supervisor(fixture.spec(Fixture.WAITING, Map.of("SAVED", saved.toString())));
    supervisor.start();

    assertThat(supervisor.close()).isEmpty();

    assertThat(saved).exists();
    assertThat(marked()).isEmpty();
  }

  @Test
  void descendantsOfAKilledChild_areFoundByTheirMark() throws Exception {
    ChildProcess earlier = fixture.startedByAnEarlierJvm(fixture.server());
    await().until(() -> marked().size() >= 2);
    ProcessHandle.of(earlier.identity().pid()).orElseThrow().destroyForcibly();
    await().until(() -> !earlier.runs());

    assertThat(Supervisor.clear(fixture.place, "server", Duration.ofSeconds(1))).isEmpty();

    assertThat(marked()).isEmpty();
  }

  private Supervisor supervisor(ChildSpec spec) {
    return new Supervisor(spec, fixture.place, fixture.progress);
  }

  private ComponentRecord record() {
    return fixture.place.recordOf("server").read().orElseThrow();
  }

  private List<ProcessHandle> marked() {
    return Processes.withEnvironment(ChildProcess.MARK + "=" + fixture.place.mark("server"));
  }

  private static ComponentRecord claiming(ComponentRecord r, ProcessIdentity process) {
    return new ComponentRecord(
        r.name(),
        process,
        r.port(),
        r.url(),
        r.fingerprint(),
        r.state(),
        r.since(),
        r.restarts(),
        r.message());
  }

  private static ChildSpec withStartPatience(ChildSpec s, Duration patience) {
    return new ChildSpec(
        s.name(),
        s.title(),
        s.command(),
        s.environment(),
        s.ports(),
        s.url(),
        s.readiness(),
        s.beforeStart(),
        patience,
        s.stopPatience());
  }
}
