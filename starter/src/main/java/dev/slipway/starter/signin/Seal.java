package dev.slipway.starter.signin;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Signs what a browser keeps for us, so that any server with the same key can read it, and nobody
 * can change it. What is signed for one purpose is worth nothing for another.
 */
final class Seal {
  private final NimbusJwtEncoder encoder;
  private final NimbusJwtDecoder decoder;
  private final Clock clock;

  /**
   * A seal.
   *
   * @param secret any text; 256 random bits in it
   */
  Seal(String secret, Clock clock) {
    SecretKey key = new SecretKeySpec(sha256("slipway session " + secret), "HmacSHA256");
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
    this.decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    this.clock = clock;
  }

  /** Signs the claims; they hold for as long as given. */
  String seal(String purpose, Duration life, Map<String, Object> claims) {
    Instant now = clock.instant();
    var set =
        JwtClaimsSet.builder()
            .claims(all -> all.putAll(claims))
            .id(UUID.randomUUID().toString())
            .issuedAt(now)
            .expiresAt(now.plus(life))
            .audience(List.of(purpose))
            .build();
    var header = JwsHeader.with(MacAlgorithm.HS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, set)).getTokenValue();
  }

  /** The claims, if they were signed for this purpose and still hold. */
  Optional<Jwt> open(String purpose, String sealed) {
    try {
      Jwt jwt = decoder.decode(sealed);
      Instant until = jwt.getExpiresAt();
      boolean holds =
          List.of(purpose).equals(jwt.getAudience())
              && until != null
              && until.isAfter(clock.instant());
      return holds ? Optional.of(jwt) : Optional.empty();
    } catch (JwtException foreign) {
      return Optional.empty();
    }
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
