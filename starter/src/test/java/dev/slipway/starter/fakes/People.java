package dev.slipway.starter.fakes;

import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** People of an identity provider, who have made themselves a token. */
public final class People {
  /** Who vouches for them. */
  public static final String ISSUER = "https://login.example";

  private People() {}

  /** The header with the token of somebody. */
  public static String bearer(FakeStorage storage, String subject) {
    String id = Sha256.of(subject.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    String secret = Sha256.of(("secret " + subject).getBytes(StandardCharsets.UTF_8));
    storage.put(
        id,
        """
        {"id":"%1$s","name":"%2$s's","owner":{"issuer":"%3$s","subject":"%2$s","name":"%2$s",
         "method":"sign-in"},"groups":[],"scope":{"reach":{"agents":[],"regions":[]}},
         "secret_sha256":"%4$s","created_at":"%5$s","expires_at":"%6$s"}"""
            .formatted(
                id,
                subject,
                ISSUER,
                Sha256.of(secret.getBytes(StandardCharsets.UTF_8)),
                Instant.EPOCH,
                Instant.now().plusSeconds(3_600)));
    return "Bearer slp_" + id + "_" + secret;
  }
}
