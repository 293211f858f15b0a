package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u001b[2Jb",
        "a\u001b[31mb",
        "a\u009b31mb",
        "a\u0007b",
        "a\u0085b",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\ufeffb",
        "a\rb",
        "a\u007fb",
        "a\udb40\udc41b"
      })
  void whatControlsOrHides_isRemoved(String text) {
    assertThat(SafeText.of(text)).isEqualTo("ab");
  }

  @Test
  void lettersOfAllLanguages_tabsAndLineEnds_areKept() {
    String text = "grüße\t日本語\nעברית 👍";

    assertThat(SafeText.of(text)).isEqualTo(text);
    assertThat(SafeText.painted(text)).isEqualTo(text);
  }

  @Test
  void colors_areKept_andNoOtherTerminalSequences() {
    String painted = new Paint(true).red("failed");

    assertThat(SafeText.painted(painted + "\u001b[2J\u001b]0;x\u0007\u202e"))
        .isEqualTo(painted + "0;x");
  }

  @Test
  void json_keepsItsValue() {
    assertThat(SafeText.json("{\"a\": \"\u202e\u009b\udb40\udc41é\"}"))
        .isEqualTo("{\"a\": \"\\u202e\\u009b\\udb40\\udc41é\"}");
  }
}
