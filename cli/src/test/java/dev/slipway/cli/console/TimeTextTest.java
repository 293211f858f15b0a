package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "450, 0.4 s",
    "9999, 9.9 s",
    "12000, 12 s",
    "72000, 1 min 12 s",
    "7380000, 2 h 3 min",
    "-5, 0.0 s"
  })
  void durationsReadAsPeopleSayThem(long milliseconds, String text) {
    assertThat(TimeText.duration(Duration.ofMillis(milliseconds))).isEqualTo(text);
  }
}
