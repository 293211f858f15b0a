package dev.slipway.starter.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.util.WebUtils;

/**
 * A cookie whose content this server signs.
 *
 * @param purpose what it is for; content that was signed for another purpose does not count
 * @param path where a browser sends it along
 * @param secure whether it travels over TLS only
 */
record SealedCookie(Seal seal, String purpose, String name, String path, boolean secure) {
  void set(Map<String, Object> claims, Duration life, HttpServletResponse response) {
    write(seal.seal(purpose, life, claims), life, response);
  }

  void remove(HttpServletResponse response) {
    write("", Duration.ZERO, response);
  }

  /** The claims, if the request has them. */
  Optional<Jwt> find(HttpServletRequest request) {
    @Nullable Cookie cookie = WebUtils.getCookie(request, name);
    return cookie == null ? Optional.empty() : seal.open(purpose, cookie.getValue());
  }

  private void write(String value, Duration life, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path(path)
            .httpOnly(true)
            .secure(secure)
            // Not Strict: who follows a link from a chat would seem to be signed out, and who
            // comes back from an identity provider to have never left for it.
            .sameSite("Lax")
            .maxAge(life)
            .build()
            .toString());
  }
}
