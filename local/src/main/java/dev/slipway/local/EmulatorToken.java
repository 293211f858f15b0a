package dev.slipway.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What proves to the emulator's fence that a caller may read this home: AWS clients send it as
 * their session token, so that they, and the functions the emulator runs, need nothing else.
 *
 * @param value never logged or printed
 */
record EmulatorToken(String value) {
  private static final int BYTES = 32;

  static Path file(HomeDirectory home) {
    return home.path().resolve("emulator-token");
  }

  /** The home's token; a new one when there is none yet. */
  static EmulatorToken of(HomeDirectory home) throws IOException {
    Path file = file(home);
    try {
      var permissions = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(permissions));
      Files.writeString(file, random(), StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException before) {
      // An emulator that outlived its JVM still knows it.
    }
    String value = Files.readString(file).strip();
    if (value.isEmpty()) {
      throw new IOException("%s: empty (expected: a token; delete the file)".formatted(file));
    }
    return new EmulatorToken(value);
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "EmulatorToken[…]";
  }
}
