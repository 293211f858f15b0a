package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

/** Lets pages of the sites named in the settings call the API. */
@Configuration(proxyBeanMethods = false)
class AllowedOrigins {
  /** A browser repeats its preflight after an hour. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** Only for named sites: a page that came through a proxy of its own is {@link SameOrigin}'s. */
  @Bean
  @Order(FilterOrder.ALLOWED_ORIGINS)
  CorsFilter starterAllowedOrigins(StarterSettings settings) {
    CorsConfiguration allowed = new CorsConfiguration();
    allowed.setAllowedOrigins(settings.allowedOrigins());
    allowed.setAllowedMethods(List.of("GET", "POST", "DELETE"));
    allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
    allowed.setMaxAge(REMEMBERED);
    return new CorsFilter(
        request -> {
          @Nullable String origin = request.getHeader(HttpHeaders.ORIGIN);
          boolean named = origin != null && settings.allowedOrigins().contains(origin);
          return named && callable(request.getRequestURI()) ? allowed : null;
        });
  }

  private static boolean callable(String path) {
    return path.startsWith("/api") || path.equals("/health");
  }
}
