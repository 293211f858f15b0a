package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 KB",
    "999949, 999.9 KB",
    "999950, 1.0 MB",
    "83224013, 83.2 MB",
    "5000000000000, 5000.0 GB"
  })
  void aSizeHasTheUnitInWhichItIsShort(long bytes, String text) {
    assertThat(SizeText.of(bytes)).isEqualTo(text);
  }
}
