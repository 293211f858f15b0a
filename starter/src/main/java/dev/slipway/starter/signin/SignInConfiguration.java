package dev.slipway.starter.signin;

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
    "/actuator/health",
    "/actuator/health/**",
    "/sign-in",
    "/sign-in/**",
    "/api/v1/login/exchange",
    "/error"
  };

  private static final int MAX_TO_LENGTH = 1_000;

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
      new ProviderSignIn(clients, sessions).addTo(http);
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
