package dev.slipway.local;

import dev.slipway.starter.signin.SecretFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Proves to the emulator's fence that a caller may read this home: AWS clients send it as their
 * session token, so that they, and the functions the emulator runs, need nothing else.
 *
 * @param value never logged or printed
 */
record EmulatorToken(String value) {
  static Path file(HomeDirectory home) {
    return home.path().resolve("emulator-token");
  }

  /** The home's token; a new one when there is none yet. */
  static EmulatorToken of(HomeDirectory home) throws IOException {
    return new EmulatorToken(SecretFile.read(file(home)));
  }

  @Override
  public String toString() {
    return "EmulatorToken[…]";
  }
}
