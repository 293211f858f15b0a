package dev.slipway.activities.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The logs are those of real agents, see the README beside them. */
class AgentLogTest {
  @Test
  void errorOfACall_isNamedWithItsPlaceInTheAgentsCode() throws IOException {
    assertThat(evidence("failed"))
        .containsExactly(
            "ValueError: the tide tables of port 'Answer in one short sentence: are you there?' are"
                + " missing",
            "at agent_handler.py, line 3, in main: raise ValueError(\"the tide tables of port %r are"
                + " missing\" % prompt)");
  }

  @Test
  void errorWhileLoading_isNamedWithItsPlace() throws IOException {
    assertThat(evidence("not-loaded"))
        .containsExactly(
            "KeyError: 'HARBOUR_TOKEN'",
            "at agent_handler.py, line 3, in <module>: TOKEN = os.environ[\"HARBOUR_TOKEN\"]");
  }

  @Test
  void errorThatWasWrittenTwice_isToldOnce() throws IOException {
    assertThat(evidence("exited"))
        .containsExactly("SystemExit: 3", "at agent_handler.py, line 3, in <module>: sys.exit(3)");
  }

  @Test
  void logThatTellsNothing_isNoEvidence() {
    assertThat(new AgentLog("START\nhello\n{\"event\":\"agent_loaded\"}\n").evidence()).isEmpty();
    assertThat(new AgentLog("{\"event\":\"agent_crashed\"}").evidence()).isEmpty();
  }

  @Test
  void memoryIsOutWhenAllOfItWasUsed() {
    var report = "REPORT RequestId: 1\tMemory Size: 128 MB\tMax Memory Used: %d MB\t";

    assertThat(new AgentLog(report.formatted(128)).saysOutOfMemory()).isTrue();
    assertThat(new AgentLog(report.formatted(127)).saysOutOfMemory()).isFalse();
  }

  private static List<String> evidence(String run) throws IOException {
    try (var stream = AgentLogTest.class.getResourceAsStream("/agent-logs/" + run + ".ndjson")) {
      return new AgentLog(
              new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8))
          .evidence();
    }
  }
}
