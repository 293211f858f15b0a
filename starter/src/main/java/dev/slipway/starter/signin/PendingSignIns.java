package dev.slipway.starter.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sign-ins that have begun and are at their provider now. Each is a signed cookie of the browser
 * that began it, so that whichever server gets it back can go on.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  /** The path that people wanted to see, as a parameter and as an attribute. */
  static final String TO = "to";

  private static final String COOKIE = "slipway-sign-in";
  private static final String PURPOSE = "pending-sign-in";
  private static final String REQUEST = "request";
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final SealedCookie cookie;
  private final JsonMapper mapper;

  PendingSignIns(Seal seal, JsonMapper mapper, boolean secure) {
    this.cookie = new SealedCookie(seal, PURPOSE, COOKIE, "/sign-in", secure);
    this.mapper = mapper;
  }

  /** What is needed to go on. */
  private record Pending(
      String authorizationUri,
      String authorizationRequestUri,
      String clientId,
      String redirectUri,
      List<String> scopes,
      String state,
      Map<String, Object> parameters,
      Map<String, Object> attributes) {}

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest begun,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (begun == null) {
      cookie.remove(response);
      return;
    }
    Map<String, Object> attributes = new HashMap<>(begun.getAttributes());
    String to = request.getParameter(TO);
    attributes.put(TO, to == null ? "/" : to);
    var pending =
        new Pending(
            begun.getAuthorizationUri(),
            begun.getAuthorizationRequestUri(),
            begun.getClientId(),
            Objects.requireNonNull(begun.getRedirectUri()),
            List.copyOf(begun.getScopes()),
            Objects.requireNonNull(begun.getState()),
            begun.getAdditionalParameters(),
            attributes);
    cookie.set(Map.of(REQUEST, mapper.writeValueAsString(pending)), LIFE, response);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    return find(request)
        .filter(begun -> begun.state().equals(request.getParameter(OAuth2ParameterNames.STATE)))
        .map(PendingSignIns::restore)
        .orElse(null);
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var begun = loadAuthorizationRequest(request);
    if (begun != null) {
      cookie.remove(response);
    }
    return begun;
  }

  /** The path that the person wanted to see who comes back with the request. */
  String wanted(HttpServletRequest request) {
    return find(request).map(begun -> String.valueOf(begun.attributes().get(TO))).orElse("/");
  }

  private Optional<Pending> find(HttpServletRequest request) {
    return cookie.find(request).map(this::read);
  }

  private Pending read(Jwt sealed) {
    return mapper.readValue(
        Objects.requireNonNull(sealed.getClaimAsString(REQUEST)), Pending.class);
  }

  private static OAuth2AuthorizationRequest restore(Pending begun) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(begun.authorizationUri())
        .authorizationRequestUri(begun.authorizationRequestUri())
        .clientId(begun.clientId())
        .redirectUri(begun.redirectUri())
        .scopes(Set.copyOf(begun.scopes()))
        .state(begun.state())
        .additionalParameters(begun.parameters())
        .attributes(attributes -> attributes.putAll(begun.attributes()))
        .build();
  }
}
