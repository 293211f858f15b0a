package dev.slipway.storage.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The form of a bundle: {@code {"bundle_sha256":"…","content":…}} and not a byte more. The hash is
 * that of the content's canonical bytes, so a changed byte anywhere breaks one or the other.
 */
public final class Seal {
  private static final String BEFORE_HASH = "{\"bundle_sha256\":\"";
  private static final String AFTER_HASH = "\",\"content\":";
  private static final int HASH_DIGITS = 64;
  private static final int HEADER = BEFORE_HASH.length() + HASH_DIGITS + AFTER_HASH.length();

  private Seal() {}

  /** The bundle with that content. */
  public static byte[] close(JsonNode content) {
    byte[] canonical = CanonicalJson.bytes(content);
    String text =
        BEFORE_HASH
            + Sha256.of(canonical)
            + AFTER_HASH
            + new String(canonical, StandardCharsets.UTF_8)
            + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bundle's hash, if the bundle is intact. */
  public static Optional<String> hash(byte[] bundle) {
    if (bundle.length <= HEADER || bundle[bundle.length - 1] != '}') {
      return Optional.empty();
    }
    String header = new String(bundle, 0, HEADER, StandardCharsets.ISO_8859_1);
    String hash = Sha256.of(Arrays.copyOfRange(bundle, HEADER, bundle.length - 1));
    return header.equals(BEFORE_HASH + hash + AFTER_HASH) ? Optional.of(hash) : Optional.empty();
  }
}
