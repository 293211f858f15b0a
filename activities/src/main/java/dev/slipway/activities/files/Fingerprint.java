package dev.slipway.activities.files;

import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SortedMap;

/** A SHA-256 over several parts, none of which can run into the next. */
public final class Fingerprint {
  private final MessageDigest digest = Sha256.digest();

  public Fingerprint add(String part) {
    return add(part.getBytes(StandardCharsets.UTF_8));
  }

  public Fingerprint add(byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
    return this;
  }

  /** 64 hexadecimal digits. */
  public String hex() {
    return Sha256.hex(digest);
  }

  /** Of files by path. */
  public static String of(SortedMap<String, byte[]> files) {
    var fingerprint = new Fingerprint();
    files.forEach((path, content) -> fingerprint.add(path).add(content));
    return fingerprint.hex();
  }
}
