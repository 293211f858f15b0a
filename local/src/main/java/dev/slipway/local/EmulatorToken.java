package dev.slipway.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * Proves to the emulator's fence that a caller may read this home: AWS clients send it as their
 * session token, so that they, and the functions the emulator runs, need nothing else.
 *
 * @param value never logged or printed
 */
record EmulatorToken(String value) {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  static Path file(HomeDirectory home) {
    return home.path().resolve("emulator-token");
  }

  /** The home's token; a new one when there is none yet. */
  static EmulatorToken of(HomeDirectory home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    // Copying or restoring a home may have made it readable to others.
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    // An emulator that outlived its JVM still knows the old one.
    if (Files.readString(file).isBlank()) {
      Files.writeString(file, random());
    }
    return new EmulatorToken(Files.readString(file).strip());
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
