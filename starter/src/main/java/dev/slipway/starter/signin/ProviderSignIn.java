package dev.slipway.starter.signin;

import dev.slipway.policy.Issuer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/** How people sign in to the page by their provider: OpenID Connect with a code, PKCE, a nonce. */
final class ProviderSignIn {
  private static final System.Logger LOG = System.getLogger(ProviderSignIn.class.getName());

  private final PageClients clients;
  private final PageSessions sessions;
  private final PendingSignIns pending;

  ProviderSignIn(PageClients clients, PageSessions sessions) {
    this.clients = clients;
    this.sessions = sessions;
    this.pending = sessions.pending();
  }

  void addTo(HttpSecurity http) throws Exception {
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, PageClients.BEGIN);
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    http.oauth2Login(
        login ->
            login
                .loginPage("/sign-in")
                .clientRegistrationRepository(clients)
                .authorizedClientRepository(new NoClients())
                .authorizationEndpoint(
                    begin ->
                        begin
                            .authorizationRequestResolver(resolver)
                            .authorizationRequestRepository(pending))
                .redirectionEndpoint(back -> back.baseUri(PageClients.BACK + "*"))
                .successHandler(this::begin)
                .failureHandler(ProviderSignIn::refuse));
  }

  private void begin(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    var token = (OAuth2AuthenticationToken) authentication;
    Issuer issuer = clients.issuer(token.getAuthorizedClientRegistrationId()).orElseThrow();
    Map<String, Object> claims = Objects.requireNonNull(token.getPrincipal()).getAttributes();
    sessions.begin(ProviderTokens.signedIn(issuer, claims, "sign-in", null), response);
    response.sendRedirect(OwnPath.of(pending.wanted(request)));
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
      throws IOException {
    LOG.log(System.Logger.Level.WARNING, "a sign-in failed", failed);
    response.sendRedirect("/sign-in?failed");
  }

  /** What a provider issues is used once, to learn who somebody is, and then forgotten. */
  private static final class NoClients implements OAuth2AuthorizedClientRepository {
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Spring declares it
    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication principal, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}

    @Override
    public void removeAuthorizedClient(
        String id,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {}
  }
}
