package dev.slipway.activities.notices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that prove to a receiver who sent a notice, as in <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a>: each signs, so that a receiver can
 * change from one to the next.
 */
final class SigningKeys {
  private static final String PREFIX = "whsec_";

  /** What Standard Webhooks asks for, in bytes. */
  private static final int SHORTEST = 24;

  private static final int LONGEST = 64;
  private static final String ALGORITHM = "HmacSHA256";

  private final List<byte[]> keys;

  private SigningKeys(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Those in a file, one a line.
   *
   * @throws IllegalArgumentException if there is none, or one is not valid; it doesn't repeat it
   */
  static SigningKeys in(Path file) {
    List<byte[]> keys = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          keys.add(key(file, line.strip()));
        }
      }
    } catch (IOException e) {
      throw unusable(file, "can't be read");
    }
    if (keys.isEmpty()) {
      throw unusable(file, "is empty");
    }
    return new SigningKeys(keys);
  }

  private static byte[] key(Path file, String line) {
    byte[] key = {};
    try {
      key = Base64.getDecoder().decode(line.startsWith(PREFIX) ? line.substring(6) : "-");
    } catch (IllegalArgumentException notBase64) {
      throw unusable(file, "has a line of another form");
    }
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw unusable(file, "has a key of %d bytes".formatted(key.length));
    }
    return key;
  }

  private static IllegalArgumentException unusable(Path file, String what) {
    return new IllegalArgumentException(
        "secret_file: '%s' %s (expected: whsec_ and %d to %d bytes in Base64, one key a line)"
            .formatted(file, what, SHORTEST, LONGEST));
  }

  /** The header {@code webhook-signature}. */
  String sign(String id, long timestamp, byte[] body) {
    byte[] head = "%s.%d.".formatted(id, timestamp).getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> "v1," + sign(key, head, body)).collect(Collectors.joining(" "));
  }

  private static String sign(byte[] key, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head);
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + ": not there (expected: in every Java)", e);
    }
  }
}
