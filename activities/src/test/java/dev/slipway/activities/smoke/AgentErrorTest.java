package dev.slipway.activities.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentErrorTest {
  private static final String FAILED =
      """
      {"time": "2026-11-25T03:08:27Z", "level": "ERROR", "event": "agent_failed", "error_type": "%s", "error": "%s"}""";

  @Test
  void theLastError_isNamedWithItsWords() {
    var log =
        List.of(
            "START RequestId: 1",
            FAILED.formatted("KeyError", "'city'"),
            FAILED.formatted("ValueError", "no such city"),
            "END RequestId: 1");

    assertThat(AgentError.in(log)).contains("ValueError: no such city");
  }

  @Test
  void aKeyInTheWords_isMasked_andLongWordsAreCut() {
    String key = "sk-proj-" + "a1B2".repeat(10);

    assertThat(AgentError.in(List.of(FAILED.formatted("AuthError", "wrong key " + key))))
        .get()
        .asString()
        .startsWith("AuthError: wrong key ")
        .doesNotContain(key);
    assertThat(AgentError.in(List.of(FAILED.formatted("E", "x".repeat(500)))).orElseThrow())
        .hasSize(200);
  }

  @Test
  void aLineThatIsCut_orThatTheAgentPrintedItself_tellsNothing() {
    assertThat(AgentError.in(List.of("\"event\": \"agent_failed\", \"error_type\": \"E\"}")))
        .isEmpty();
    assertThat(AgentError.in(List.of("agent_failed", "[\"agent_failed\"]"))).isEmpty();
    assertThat(AgentError.in(List.of())).isEmpty();
  }
}
