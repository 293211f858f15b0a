package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "weather, 7",
    "天气, 4",
    "'你好，港口', 10",
    "「港」, 6",
    "ﾃﾞｰﾀ, 4",
    "データ, 6",
    "서울, 4",
    "e\u0301, 1",
    "🚢, 2",
    "ü…→, 3"
  })
  void aText_takesTheColumnsThatATerminalGivesIt(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "weather, 7, weather",
    "weather, 6, weath…",
    "天气预报, 8, 天气预报",
    "天气预报, 7, 天气预…",
    "天气预报, 6, 天气…",
    "🚢🚢🚢, 5, 🚢🚢…"
  })
  void whatDoesNotFit_endsInAnEllipsis_andHalfOfNothing(String text, int width, String cut) {
    assertThat(TextWidth.cut(text, width)).isEqualTo(cut);
  }

  @Test
  void columnsOfATable_areAligned_andCutAtTheWidth() {
    var table = new Table("BY", "WHY").row("港务局", "新模型").row("kim", "更大的模型更大的模型");

    assertThat(table.lines(16))
        .containsExactly("BY      WHY", "港务局  新模型", "kim     更大的…")
        .allMatch(line -> TextWidth.of(line) <= 16);
  }
}
