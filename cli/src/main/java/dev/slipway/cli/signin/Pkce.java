package dev.slipway.cli.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proof that whoever redeems a code is the one who asked for it (RFC 7636, method S256).
 *
 * @param verifier known to this process until it redeems the code
 * @param state ties what the browser brings back to this sign-in
 */
record Pkce(String verifier, String state) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** As many as RFC 7636 recommends. */
  private static final int BYTES = 32;

  static Pkce create() {
    return new Pkce(random(), random());
  }

  /** What is shown before the code is issued, and does not reveal the verifier. */
  String challenge() {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      return text(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  boolean isState(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return text(bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "a verifier and a state";
  }
}
