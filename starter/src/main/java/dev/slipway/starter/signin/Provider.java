package dev.slipway.starter.signin;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import dev.slipway.policy.Issuer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * One identity provider. It is first asked when the first of its tokens arrives, so a server starts
 * without it; once its keys are known, they are used while it is away.
 */
final class Provider {
  private static final int TIMEOUT_MS = 3_000;
  private static final int MAX_BYTES = 1 << 20;

  /** How long a provider may be away before its tokens are refused. */
  private static final Duration OUTAGE = Duration.ofHours(4);

  /** Between two looks for new keys, whatever arrives. */
  private static final Duration LOOKS = Duration.ofSeconds(10);

  /** Before a provider that was never reached is asked again; nobody waits for it meanwhile. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private final Issuer issuer;
  private final InstantSource clock;
  private @Nullable JwtDecoder decoder;
  private Instant pausesUntil = Instant.MIN;

  Provider(Issuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  Issuer issuer() {
    return issuer;
  }

  /**
   * The claims of a token.
   *
   * @throws org.springframework.security.oauth2.jwt.BadJwtException if it does not hold
   * @throws JwtException if the provider can't be asked
   */
  Jwt decode(String token) {
    return decoder().decode(token);
  }

  private synchronized JwtDecoder decoder() {
    if (decoder == null) {
      if (clock.instant().isBefore(pausesUntil)) {
        throw new JwtException("no metadata of " + issuer.uri() + " a moment ago");
      }
      try {
        decoder = discover();
      } catch (JwtException silent) {
        pausesUntil = clock.instant().plus(PAUSE);
        throw silent;
      }
    }
    return decoder;
  }

  /** What the provider says about itself. */
  OIDCProviderMetadata metadata() {
    try {
      return OIDCProviderMetadata.resolve(
          new com.nimbusds.oauth2.sdk.id.Issuer(issuer.uri()), TIMEOUT_MS, TIMEOUT_MS);
    } catch (GeneralException | IOException unreachable) {
      throw new JwtException("no metadata of " + issuer.uri(), unreachable);
    }
  }

  private JwtDecoder discover() {
    JWKSource<SecurityContext> keys;
    try {
      var published =
          new URLBasedJWKSetSource<SecurityContext>(
              metadata().getJWKSetURI().toURL(),
              new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_BYTES));
      keys =
          JWKSourceBuilder.create(new SpacedLooks(published, LOOKS))
              .outageTolerant(OUTAGE.toMillis())
              .rateLimited(false)
              .build();
    } catch (MalformedURLException nonsense) {
      throw new JwtException("no keys of " + issuer.uri(), nonsense);
    }
    NimbusJwtDecoder nimbus =
        NimbusJwtDecoder.withJwkSource(keys)
            .jwsAlgorithms(
                algorithms ->
                    issuer
                        .algorithms()
                        .forEach(name -> algorithms.add(SignatureAlgorithm.from(name))))
            .build();
    nimbus.setJwtValidator(validator());
    return nimbus;
  }

  private OAuth2TokenValidator<Jwt> validator() {
    return new DelegatingOAuth2TokenValidator<>(
        List.of(
            new JwtTimestampValidator(CLOCK_SKEW),
            new JwtIssuerValidator(issuer.uri().toString()),
            new JwtAudienceValidator(issuer.audience()),
            Claims.present()));
  }

  /** What a token must have that Spring does not insist on. */
  private static final class Claims {
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    private static OAuth2TokenValidator<Jwt> present() {
      return jwt -> {
        if (jwt.getExpiresAt() == null) {
          return refused("it never expires");
        }
        if (jwt.getSubject() == null || jwt.getSubject().isBlank()) {
          return refused("it names no subject");
        }
        Object type = jwt.getHeaders().get("typ");
        return type == null || TYPES.contains(type.toString().toLowerCase(Locale.ROOT))
            ? OAuth2TokenValidatorResult.success()
            : refused("it is no access token");
      };
    }

    private static OAuth2TokenValidatorResult refused(String why) {
      return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
    }
  }
}
