package dev.slipway.starter.reference;

import jakarta.servlet.http.HttpServletRequest;

/** Where a caller has reached this server. */
final class ServerAddress {
  private ServerAddress() {}

  /** Without a path, such as {@code http://127.0.0.1:8480}. */
  static String of(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return url.substring(0, url.length() - request.getRequestURI().length());
  }
}
