package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what another site's page sends through a visitor's browser. */
@Component
class SameOrigin extends OncePerRequestFilter {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final StarterSettings settings;

  SameOrigin(StarterSettings settings) {
    this.settings = settings;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!HARMLESS.contains(request.getMethod()) && foreign(request)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      response.setContentType("application/problem+json");
      response
          .getWriter()
          .write(
              "{\"type\":\"urn:slipway:problem:foreign-origin\",\"title\":\"Forbidden\","
                  + "\"status\":403,\"detail\":\"Origin: another site"
                  + " (expected: this one)\",\"errors\":[]}");
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
      return false; // No browser, or an old one's same-origin request.
    }
    try {
      return !Objects.equals(URI.create(origin).getAuthority(), host);
    } catch (IllegalArgumentException opaque) {
      return true;
    }
  }
}
