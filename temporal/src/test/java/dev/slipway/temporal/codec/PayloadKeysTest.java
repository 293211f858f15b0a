package dev.slipway.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadKeysTest {
  private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LWtleSE=";

  @TempDir private Path folder;

  @Test
  void theFirstOneEncrypts_andAllOfThemDecrypt() {
    var keys = Keys.of("2026-12", "2026-11");

    assertThat(keys.current()).contains("2026-12");
    assertThat(keys.key("2026-11")).isNotNull();
    assertThat(keys.key("2026-10")).isNull();
    assertThat(keys).hasToString("keys 2026-12, 2026-11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%s | expected: id:key, the key being 32 bytes in Base64",
        "a b:%s | expected: id:key",
        "id:c2hvcnQ= | expected: id:key, the key being 32 bytes in Base64",
        "id:no!base64 | expected: id:key, the key being 32 bytes in Base64",
        "first:%s | expected: an id that no other key has",
      })
  void aLineThatIsNoKey_isNamedWithoutIt(String line, String expected) throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "first:%s\n\n%s\n".formatted(SECRET, line.formatted(SECRET)));

    assertThatThrownBy(() -> PayloadKeys.in(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("slipway.temporal.encryption-keys: '%s', line 3".formatted(file))
        .hasMessageContaining(expected)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aFileThatIsNotThere_isNamed() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> PayloadKeys.in(file))
        .hasMessage(
            "slipway.temporal.encryption-keys: '%s' (expected: a file that can be read)"
                .formatted(file));
  }
}
