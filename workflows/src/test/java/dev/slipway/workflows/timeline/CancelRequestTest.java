package dev.slipway.workflows.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelRequestTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "anna: not today"      | Canceled by anna: not today.
          "anna: Why: see 12!"   | Canceled by anna: Why: see 12!
          "anna: "               | Canceled by anna.
          ""                     | The deployment was canceled.
          "timeout"              | The deployment was canceled.
          """)
  void cause_becomesASentence(String cause, String sentence) {
    assertThat(new CancelRequest(cause).sentence()).isEqualTo(sentence);
  }

  @Test
  void causeThatNamesSomebody_isTheirDecision() {
    Instant at = Instant.EPOCH;

    assertThat(new CancelRequest("anna: Why: see 12!").decision(at))
        .contains(new DecisionView("cancel", false, at, "anna", "Why: see 12!", null));
    assertThat(new CancelRequest("anna: ").decision(at))
        .contains(new DecisionView("cancel", false, at, "anna", null, null));
    assertThat(new CancelRequest("timeout").decision(at)).isEmpty();
  }
}
