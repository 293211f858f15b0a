package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what another site's page sends through a visitor's browser. Every browser says with a
 * request that changes something where it comes from, so forms need no token of their own.
 */
@Component
@Order(FilterOrder.SAME_ORIGIN)
class SameOrigin extends OncePerRequestFilter {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final StarterSettings settings;
  private final ProblemWriter problems;

  SameOrigin(StarterSettings settings, ProblemWriter problems) {
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!HARMLESS.contains(request.getMethod()) && foreign(request)) {
      problems.write(
          Problem.of(
              HttpStatus.FORBIDDEN,
              "foreign-origin",
              "Origin: another site (expected: this one, or one named in SLIPWAY_ALLOWED_ORIGINS)"),
          response);
      return;
    }
    chain.doFilter(request, response);
  }

  private boolean foreign(HttpServletRequest request) {
    @Nullable String origin = request.getHeader("Origin");
    @Nullable String host = request.getHeader("Host");
    if (origin != null && settings.allowedOrigins().contains(origin)) {
      return false;
    }
    @Nullable String site = request.getHeader("Sec-Fetch-Site");
    if ("same-origin".equals(site)) {
      return false; // The browser says so itself; a proxy in front of us may have changed the host.
    }
    if ("cross-site".equals(site)) {
      return true;
    }
    if (origin == null) {
      // No browser; but what has a cookie of ours can't be anything else.
      return request.getCookies() != null && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }
    try {
      return !Objects.equals(URI.create(origin).getAuthority(), host);
    } catch (IllegalArgumentException opaque) {
      return true;
    }
  }
}
