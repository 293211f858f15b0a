package dev.slipway.starter.signin;

import dev.slipway.policy.Issuer;
import dev.slipway.policy.Issuer.PageClient;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * The page as a client of the identity providers that people sign in with. What a provider says of
 * itself is asked for when the first of its people comes, so a server starts without it.
 */
@Component
public final class PageClients implements ClientRegistrationRepository {
  /** Where a provider sends people back to; {@code registrationId} is the issuer's place. */
  static final String BACK = "/sign-in/back/";

  /** Where a sign-in begins; a slash and the id of the provider's client follow. */
  public static final String BEGIN = "/sign-in/begin";

  private final List<Issuer> issuers;
  private final String back;
  private final Map<String, ClientRegistration> known = new ConcurrentHashMap<>();

  @Autowired
  PageClients(StarterSettings settings, ServerRules rules) {
    this.issuers = rules.access().issuers();
    // A proxy may have changed what a request says of the address it was sent to.
    this.back =
        settings.publicUrl() == null
            ? "{baseUrl}" + BACK + "{registrationId}"
            : settings.publicUrl().resolve(BACK) + "{registrationId}";
  }

  /** The id of an issuer's client; 503 if the provider does not answer. */
  public String require(String issuer) {
    for (int place = 0; place < issuers.size(); place++) {
      if (issuers.get(place).uri().toString().equals(issuer) && issuers.get(place).page() != null) {
        String id = String.valueOf(place);
        requireNonNull(id);
        return id;
      }
    }
    throw ProblemException.notFound("Nobody signs in to this page with that provider.");
  }

  private void requireNonNull(String id) {
    try {
      Objects.requireNonNull(findByRegistrationId(id));
    } catch (JwtException away) {
      throw ProblemException.unavailable(
          "%s does not answer, so nobody can sign in with it now. Whoever is signed in stays so."
              .formatted(issuers.get(Integer.parseInt(id)).uri()));
    }
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return issuer(id)
        .map(issuer -> known.computeIfAbsent(id, _ -> register(id, issuer)))
        .orElse(null);
  }

  /** The issuer of a client. */
  Optional<Issuer> issuer(String id) {
    return id.matches("\\d{1,3}") && Integer.parseInt(id) < issuers.size()
        ? Optional.of(issuers.get(Integer.parseInt(id))).filter(issuer -> issuer.page() != null)
        : Optional.empty();
  }

  private ClientRegistration register(String id, Issuer issuer) {
    PageClient page = Objects.requireNonNull(issuer.page());
    Map<String, Object> metadata;
    try {
      metadata = new Provider(issuer, InstantSource.system()).metadata().toJSONObject();
    } catch (IllegalArgumentException nonsense) {
      throw new JwtException("no metadata of " + issuer.uri(), nonsense);
    }
    var registration =
        ClientRegistrations.fromOidcConfiguration(metadata)
            .registrationId(id)
            .clientId(page.clientId())
            .redirectUri(back)
            .scope(OidcScopes.OPENID, OidcScopes.PROFILE);
    return page.secretFile() == null
        ? registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
        : registration.clientSecret(secret(page)).build();
  }

  private static String secret(PageClient page) {
    try {
      return Files.readString(Objects.requireNonNull(page.secretFile())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "client_secret_file: '%s' (expected: a readable file)".formatted(page.secretFile()), e);
    }
  }
}
