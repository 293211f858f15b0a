package dev.slipway.temporal.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Files with keys for tests: each id has one key. */
final class Keys {
  private Keys() {}

  static String line(String id) {
    byte[] key = Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32);
    return id + ":" + Base64.getEncoder().encodeToString(key);
  }

  static PayloadKeys of(String... ids) {
    try {
      Path file = Files.createTempFile("keys", "");
      try {
        Files.writeString(
            file,
            Arrays.stream(ids).map(Keys::line).collect(Collectors.joining("\n", "# test\n", "\n")));
        return PayloadKeys.in(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
