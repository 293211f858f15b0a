package dev.slipway.starter.signin;

import dev.slipway.policy.Issuer;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Nothing is answered to strangers but how to sign in, and what looks the same to everyone. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {
  /** The same for everyone: the page's looks, the contract, and whether the process is alive. */
  private static final String[] OPEN = {
    "/slipway/**",
    "/webjars/**",
    "/openapi.json",
    "/openapi.json/**",
    "/actuator/health",
    "/actuator/health/**",
    "/sign-in",
    "/sign-in/**",
    "/api/v1/login/exchange",
    "/error"
  };

  private static final int MAX_TO_LENGTH = 1_000;

  /** Where a sign-in begins; the id of the provider's client follows. */
  private static final String BEGIN = "/sign-in/begin";

  private static final System.Logger LOG = System.getLogger(SignInConfiguration.class.getName());

  /** Passwords play no part here; without this Spring would invent one. */
  @Bean
  AuthenticationManager starterAuthentication() {
    return authentication -> {
      throw new ProviderNotFoundException("no passwords");
    };
  }

  /** What no client of ours sends, such as an encoded slash or semicolon, in an address. */
  @Bean
  RequestRejectedHandler starterRejections(ProblemWriter problems) {
    return (_, response, _) ->
        problems.write(
            Problem.of(
                HttpStatus.BAD_REQUEST,
                "unreadable",
                "address: it has characters that are not taken there (expected: one in /openapi.json)"),
            response);
  }

  @Bean
  SecurityFilterChain starterSignIn(
      HttpSecurity http,
      BearerTokens bearers,
      PageSessions sessions,
      StarterSettings settings,
      ServerRules rules,
      PageClients clients,
      ProblemWriter problems)
      throws Exception {
    if (rules.access().issuers().stream().anyMatch(issuer -> issuer.page() != null)) {
      withProviders(http, clients, sessions);
    }
    return http.csrf(AbstractHttpConfigurer::disable) // SameOrigin
        .headers(AbstractHttpConfigurer::disable) // SecurityHeaders
        .cors(AbstractHttpConfigurer::disable) // AllowedOrigins
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(
            new SignInFilter(bearers, sessions, settings, rules, problems),
            AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(OPEN)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    (request, response, _) -> askToSignIn(request, response, problems)))
        .build();
  }

  /** People sign in to the page with OpenID Connect: a code, PKCE, a nonce. */
  private static void withProviders(HttpSecurity http, PageClients clients, PageSessions sessions)
      throws Exception {
    PendingSignIns pending = sessions.pending();
    var resolver = new DefaultOAuth2AuthorizationRequestResolver(clients, BEGIN);
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
                .successHandler(
                    (request, response, signedIn) ->
                        begin(request, response, signedIn, clients, sessions, pending))
                .failureHandler(
                    (request, response, failed) -> {
                      LOG.log(System.Logger.Level.WARNING, "a sign-in failed", failed);
                      response.sendRedirect("/sign-in?failed");
                    }));
  }

  private static void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      Authentication authentication,
      PageClients clients,
      PageSessions sessions,
      PendingSignIns pending)
      throws IOException {
    var token = (OAuth2AuthenticationToken) authentication;
    Issuer issuer = clients.issuer(token.getAuthorizedClientRegistrationId()).orElseThrow();
    Map<String, Object> claims = Objects.requireNonNull(token.getPrincipal()).getAttributes();
    sessions.begin(ProviderTokens.signedIn(issuer, claims, "sign-in", null), response);
    response.sendRedirect(OwnPath.of(pending.wanted(request)));
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

  private static void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, ProblemWriter problems)
      throws IOException {
    if ("true".equals(request.getHeader("HX-Request"))) {
      // A part of a page whose session has ended: the whole page has to go and sign in.
      response.setHeader("HX-Redirect", "/sign-in");
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    if (isPage(request)) {
      response.sendRedirect(
          "/sign-in?to=" + URLEncoder.encode(here(request), StandardCharsets.UTF_8));
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    problems.write(
        Problem.of(
            HttpStatus.UNAUTHORIZED,
            "unauthorized",
            "Authorization: nothing (expected: Bearer and a token; 'slipway login' gets one, and a"
                + " local stack keeps its own in .slipway/token)"),
        response);
  }

  private static boolean isPage(HttpServletRequest request) {
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE);
  }

  private static String here(HttpServletRequest request) {
    String query = request.getQueryString();
    String here = request.getRequestURI() + (query == null ? "" : "?" + query);
    return here.length() <= MAX_TO_LENGTH ? here : "/";
  }
}
