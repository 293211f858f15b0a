package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTokenTest {
  @TempDir Path home;

  @Test
  void eachHome_hasItsOwn() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));
    EmulatorToken token = EmulatorToken.of(new HomeDirectory(home));

    assertThat(token.value()).matches("[0-9a-f]{64}");
    assertThat(EmulatorToken.of(new HomeDirectory(home))).isEqualTo(token);
    assertThat(EmulatorToken.of(new HomeDirectory(other))).isNotEqualTo(token);
    assertThat(token.toString()).doesNotContain(token.value());
  }

  @Test
  void fileThatOthersCouldRead_isClosedAgain() throws IOException {
    EmulatorToken token = EmulatorToken.of(new HomeDirectory(home));
    Path file = home.resolve("emulator-token");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(EmulatorToken.of(new HomeDirectory(home))).isEqualTo(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void fileOfAStartThatWasCutShort_getsAToken() throws IOException {
    Files.createFile(home.resolve("emulator-token"));

    assertThat(EmulatorToken.of(new HomeDirectory(home)).value()).hasSize(64);
  }
}
