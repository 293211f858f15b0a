package dev.slipway.starter.signin;

import dev.slipway.api.Principal;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who sends a request; what needs somebody to be known is decided later. */
final class SignInFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String TICKET = "ticket";
  private static final Pattern LOCAL_ORIGIN =
      Pattern.compile("https?://(localhost|127\\.0\\.0\\.1)(:\\d+)?");
  private static final Pattern STREAM = Pattern.compile("/api/v1/deployments/[^/]+/(events|logs)");

  private final BearerTokens bearers;
  private final PageSessions sessions;
  private final StarterSettings settings;
  private final ServerRules rules;
  private final ProblemWriter problems;

  SignInFilter(
      BearerTokens bearers,
      PageSessions sessions,
      StarterSettings settings,
      ServerRules rules,
      ProblemWriter problems) {
    this.bearers = bearers;
    this.sessions = sessions;
    this.settings = settings;
    this.rules = rules;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      who(request).ifPresent(SignInFilter::remember);
    } catch (ProblemException refused) {
      if (refused.problem().status() == HttpServletResponse.SC_UNAUTHORIZED) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
      }
      problems.write(refused.problem(), response);
      return;
    }
    chain.doFilter(request, response);
  }

  private Optional<SignedIn> who(HttpServletRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return Optional.of(bearers.check(bearer(header)));
    }
    @Nullable String ticket = request.getParameter(TICKET);
    if (ticket != null && takesTickets(request)) {
      return Optional.of(
          sessions
              .redeemTicket(ticket)
              .orElseThrow(
                  () ->
                      ProblemException.unauthorized(
                          "ticket: used already, or older than a minute (expected: a new one, from"
                              + " POST /api/v1/tickets)")));
    }
    return sessions.of(request).or(() -> trustedOrigin(request));
  }

  /** Only what a browser opens without being able to set a header. */
  private static boolean takesTickets(HttpServletRequest request) {
    String path = request.getRequestURI();
    return request.getMethod().equals("GET")
        && (path.equals("/ws") || STREAM.matcher(path).matches());
  }

  private static String bearer(String header) {
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw ProblemException.unauthorized(
          "Authorization: another scheme (expected: Bearer, a space and a token)");
    }
    return header.substring(BEARER.length()).strip();
  }

  /**
   * A front end on this machine whose origin the settings name, and which sends no token. Any
   * program can claim an origin, so only one that runs here is believed, and only by a server that
   * has neither identity providers nor a public address.
   */
  private Optional<SignedIn> trustedOrigin(HttpServletRequest request) {
    @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean trusted =
        origin != null
            && settings.allowedOrigins().contains(origin)
            && LOCAL_ORIGIN.matcher(origin).matches()
            && isFromHere(request)
            && settings.publicUrl() == null
            && rules.access().issuers().isEmpty();
    return trusted
        ? Optional.of(
            new SignedIn(
                new Principal(Principal.LOCAL, origin, origin, "allowed origin", null),
                Set.of(),
                null,
                null))
        : Optional.empty();
  }

  private static boolean isFromHere(HttpServletRequest request) {
    return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
  }

  private static void remember(SignedIn who) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(who);
    SecurityContextHolder.setContext(context);
  }
}
