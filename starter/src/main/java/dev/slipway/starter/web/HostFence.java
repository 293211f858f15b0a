package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only requests that name this server in their Host header: pages, API, events and the
 * WebSocket alike, whatever the method. It runs before every other filter.
 */
@Component
@Order(FilterOrder.HOST_FENCE)
class HostFence extends OncePerRequestFilter {
  /** RFC 9110: the server can't answer for the host that the request names. */
  private static final int MISDIRECTED = 421;

  private static final int MAX_SHOWN_LENGTH = 60;

  private final KnownHosts known;
  private final ProblemWriter problems;

  HostFence(StarterSettings settings, ProblemWriter problems) {
    this.known = KnownHosts.of(settings);
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    int port = request.getLocalPort();
    if (hosts.size() == 1 && known.contains(hosts.getFirst(), request.getLocalAddr(), port)) {
      chain.doFilter(request, response);
      return;
    }
    refuse(response, hosts, port);
  }

  private void refuse(HttpServletResponse response, List<String> hosts, int port)
      throws IOException {
    String detail =
        "Host: %s (expected: %s; another name is set with SLIPWAY_PUBLIC_URL)"
            .formatted(shown(hosts), String.join(" or ", known.all(port)));
    problems.write(
        new Problem(
            "urn:slipway:problem:unknown-host",
            "Misdirected Request",
            MISDIRECTED,
            detail,
            List.of(),
            null,
            null),
        response);
  }

  private static String shown(List<String> hosts) {
    if (hosts.isEmpty()) {
      return "nothing";
    }
    String all = String.join(", ", hosts);
    return "'%s'"
        .formatted(all.length() <= MAX_SHOWN_LENGTH ? all : all.substring(0, MAX_SHOWN_LENGTH));
  }
}
