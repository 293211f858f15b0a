package dev.slipway.temporal.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that payloads are encrypted with, by id. The first one encrypts; each decrypts what was
 * encrypted with it.
 *
 * <p>In a file there is one key a line, {@code id:key}: 32 bytes in Base64. Empty lines and lines
 * that start with {@code #} do not count.
 */
public final class PayloadKeys {
  /** The setting that names the file. */
  public static final String SETTING = "slipway.temporal.encryption-keys";

  /** Nothing is encrypted, and nothing that is can be read. */
  public static final PayloadKeys NONE = new PayloadKeys(Map.of());

  private static final int KEY_BYTES = 32;
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,64}):(\\S+)");

  /** In the file's order. */
  private final Map<String, SecretKey> keys;

  private PayloadKeys(Map<String, SecretKey> keys) {
    this.keys = keys;
  }

  /**
   * Those in a file; none if no file is named.
   *
   * @throws IllegalArgumentException naming the setting and what is wrong with the file, but no key
   */
  public static PayloadKeys in(@Nullable Path file) {
    if (file == null || file.toString().isBlank()) {
      return NONE;
    }
    try {
      return parse(Files.readAllLines(file), file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: a file that can be read)".formatted(SETTING, file), e);
    }
  }

  private static PayloadKeys parse(List<String> lines, Path file) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line.strip());
      byte[] key = parts.matches() ? bytes(parts.group(2)) : new byte[0];
      if (key.length != KEY_BYTES) {
        throw wrong(file, number, "expected: id:key, the key being 32 bytes in Base64");
      }
      if (keys.putIfAbsent(parts.group(1), new SecretKeySpec(key, "AES")) != null) {
        throw wrong(file, number, "expected: an id that no other key has");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: '%s' has no key (expected: a line id:key)".formatted(SETTING, file));
    }
    return new PayloadKeys(keys);
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static IllegalArgumentException wrong(Path file, int line, String expected) {
    return new IllegalArgumentException(
        "%s: '%s', line %d (%s)".formatted(SETTING, file, line, expected));
  }

  /** The id of the key that encrypts; empty if nothing is to be encrypted. */
  Optional<String> current() {
    return keys.keySet().stream().findFirst();
  }

  /** The key of that id; null if it is not among them. */
  @Nullable SecretKey key(String id) {
    return keys.get(id);
  }

  /** The ids alone. */
  @Override
  public String toString() {
    return keys.isEmpty() ? "no keys" : "keys " + String.join(", ", keys.keySet());
  }
}
