package dev.slipway.starter.signin;

import com.nimbusds.jwt.JWTParser;
import dev.slipway.api.Principal;
import dev.slipway.policy.Issuer;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/** Tokens that identity providers issued. */
@Component
final class ProviderTokens {
  private static final Pattern SHAPE = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");

  private final Map<String, Provider> providers = new LinkedHashMap<>();

  @Autowired
  ProviderTokens(ServerRules rules) {
    this(rules.access().issuers());
  }

  ProviderTokens(List<Issuer> issuers) {
    this(issuers, InstantSource.system());
  }

  ProviderTokens(List<Issuer> issuers, InstantSource clock) {
    issuers.forEach(issuer -> providers.put(issuer.uri().toString(), new Provider(issuer, clock)));
  }

  static boolean looksLikeOne(String token) {
    return SHAPE.matcher(token).matches();
  }

  /** Whoever the token is about; 401 if it does not hold, 503 if its issuer can't be asked. */
  SignedIn check(String token) {
    Provider provider = provider(token);
    try {
      return signedIn(provider.issuer(), provider.decode(token));
    } catch (BadJwtException refused) {
      throw ProblemException.unauthorized("Authorization: " + reason(refused));
    } catch (JwtException unreachable) {
      throw ProblemException.unavailable(
          "The identity provider %s does not answer; try again in a moment."
              .formatted(provider.issuer().uri()));
    }
  }

  private Provider provider(String token) {
    @Nullable Provider provider = providers.get(issuer(token));
    if (provider == null) {
      throw ProblemException.unauthorized(
          providers.isEmpty()
              ? "Authorization: a token of an identity provider (expected: a token of this server,"
                  + " which knows no identity provider)"
              : "Authorization: a token of another issuer (expected: one of %s)"
                  .formatted(String.join(", ", providers.keySet())));
    }
    return provider;
  }

  /** Who claims to have issued it; nothing is believed until the signature has been checked. */
  private static String issuer(String token) {
    try {
      String issuer = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException malformed) {
      throw ProblemException.unauthorized(
          "Authorization: a malformed token (expected: a signed JWT, as it was issued)");
    }
  }

  private static SignedIn signedIn(Issuer issuer, Jwt jwt) {
    return signedIn(issuer, jwt.getClaims(), "identity provider", jwt.getExpiresAt());
  }

  /** Whoever an issuer's claims are about. */
  static SignedIn signedIn(
      Issuer issuer, Map<String, Object> claims, String method, @Nullable Instant until) {
    String subject = String.valueOf(claims.get(JwtClaimNames.SUB));
    String name =
        Optional.ofNullable(claims.get(issuer.nameClaim()))
            .map(String::valueOf)
            .filter(given -> !given.isBlank())
            .orElse(subject);
    var principal = new Principal(issuer.uri().toString(), subject, name, method, null);
    return new SignedIn(principal, groups(claims.get(issuer.groupsClaim())), null, until);
  }

  private static Set<String> groups(@Nullable Object claim) {
    return switch (claim) {
      case List<?> list ->
          Set.copyOf(
              list.stream()
                  .filter(String.class::isInstance)
                  .map(String.class::cast)
                  .distinct()
                  .toList());
      case String one -> Set.of(one);
      case null, default -> Set.of();
    };
  }

  /** What Spring says about a token, without its frame; it never repeats the token. */
  private static String reason(BadJwtException refused) {
    String message = String.valueOf(refused.getMessage());
    return "a token that does not hold: "
        + message.replaceFirst("^An error occurred while attempting to decode the Jwt: ", "");
  }
}
