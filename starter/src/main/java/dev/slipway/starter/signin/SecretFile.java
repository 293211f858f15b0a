package dev.slipway.starter.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** A file with a random secret that only its owner can read. */
public final class SecretFile {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /** The file's secret; a new one when it is missing or empty. */
  public static String read(Path file) throws IOException {
    if (!Files.exists(file)) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    if (Files.isWritable(file)) {
      // Copying or restoring a home may have made it readable to others.
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
    if (Files.readString(file).isBlank()) {
      Files.writeString(file, random());
    }
    return Files.readString(file).strip();
  }

  /** The same for a file that a setting names; without it the server can't start. */
  static String require(String setting, Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: '%s' (expected: a file that can be read and written)".formatted(setting, file), e);
    }
  }

  /** 256 random bits in hexadecimal digits. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
