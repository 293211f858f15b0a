package dev.slipway.activities.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logs are those of real agents, see the README next to them. */
class AgentLogTest {
  @Test
  void errorOfACall_isNamedWithItsLineInTheAuthorsFile() throws IOException {
    assertThat(evidence("failed"))
        .containsExactly(
            "ValueError: the tide tables of port 'Answer in one short sentence: are you there?' are"
                + " missing",
            "at boom.py, line 2, in main: raise ValueError('the tide tables of port %r are missing'"
                + " % prompt)");
  }

  @Test
  void errorWhileLoading_isNamedWithItsLine() throws IOException {
    assertThat(evidence("not-loaded"))
        .containsExactly(
            "KeyError: 'HARBOUR_TOKEN'",
            "at boom.py, line 3, in <module>: TOKEN = os.environ['HARBOUR_TOKEN']");
  }

  @Test
  void errorThatWasWrittenTwice_isNamedOnce() throws IOException {
    assertThat(evidence("exited"))
        .containsExactly("SystemExit: 3", "at boom.py, line 3, in <module>: sys.exit(3)");
  }

  @Test
  void causes_followTheErrorWithTheirOwnLines() throws IOException {
    assertThat(evidence("chain"))
        .containsExactly(
            "RuntimeError: could not book",
            "at boom.py, line 9, in main: raise RuntimeError('could not book') from error",
            "caused by KeyError: 'Hull' (boom.py, line 2, in read: return {}[port])");
  }

  @Test
  void denials_areStatements_eachOnce() {
    String line =
        "{\"level\":\"WARN\",\"event\":\"access_denied\",\"allow\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
            + "\"Resource\":\"arn:aws:s3:::notes/a\"},\"place\":\"the agent's permissions\"}\n";

    assertThat(new AgentLog("START\n" + line + "words\n" + line).denials())
        .containsExactly(
            "not in the agent's permissions: {\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::notes/a\"}");
    assertThat(new AgentLog("START\nwords\n").denials()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "refused, 'at boom.py, line 9, in main: return agent(prompt + '' [[fail:marketplace]]'')'",
    "refused-in-a-graph, 'at boom.py, line 14, in main: return graph(prompt + '' [[fail:marketplace]]'')'"
  })
  void refusalBehindALongTrace_isNamedInFull(String run, String place) throws IOException {
    assertThat(evidence(run))
        .contains(place)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("AccessDeniedException: ")
                    .contains("aws-marketplace:ViewSubscriptions")
                    .endsWith("for further details."));
  }

  @Test
  void crash_saysHowTheProcessEnded() throws IOException {
    assertThat(evidence("crashed")).containsExactly("Crashed: the process was ended by SIGSEGV");
  }

  @Test
  void logWithoutAFailure_isNoEvidence() {
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
    try (var stream = AgentLogTest.class.getResourceAsStream("/agent-logs/" + run + ".log")) {
      return new AgentLog(
              new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8))
          .evidence();
    }
  }
}
