package dev.slipway.workflows.timeline;

import static org.assertj.core.api.Assertions.assertThat;

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
}
