package dev.slipway.starter.page;

import dev.slipway.api.HeaderNames;
import dev.slipway.starter.requests.Requesters;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * Who is using the page: the name a proxy vouches for, else the one they gave themselves.
 *
 * @param vouched whether a proxy did; then it can't be changed here
 */
public record Visitor(String name, boolean vouched) {
  private static final String COOKIE = "slipway-name";
  private static final Duration REMEMBERED = Duration.ofDays(365);

  static Visitor of(HttpServletRequest request) {
    String user = request.getHeader(HeaderNames.USER);
    if (user != null && !user.isBlank()) {
      return new Visitor(Requesters.named(user), true);
    }
    return new Visitor(Requesters.named(remembered(request)), false);
  }

  private static @Nullable String remembered(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return null;
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(COOKIE)) {
        try {
          return URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
          return null;
        }
      }
    }
    return null;
  }

  /** The cookie that remembers a name; an empty name is forgotten. */
  static String remember(String name) {
    String clean = name.isBlank() ? "" : Requesters.named(name);
    return ResponseCookie.from(COOKIE, URLEncoder.encode(clean, StandardCharsets.UTF_8))
        .path("/")
        .httpOnly(true)
        .sameSite("Strict")
        .maxAge(clean.isEmpty() ? Duration.ZERO : REMEMBERED)
        .build()
        .toString();
  }
}
