package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets the pages of the sites that the settings name call the API. */
@Configuration(proxyBeanMethods = false)
class AllowedOrigins implements WebMvcConfigurer {
  /** A browser asks again after an hour whether it may. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final StarterSettings settings;

  AllowedOrigins(StarterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void addCorsMappings(CorsRegistry registry) {
    if (settings.allowedOrigins().isEmpty()) {
      return;
    }
    for (String paths : new String[] {"/api/**", "/health"}) {
      registry
          .addMapping(paths)
          .allowedOrigins(settings.allowedOrigins().toArray(String[]::new))
          .allowedMethods("GET", "POST", "DELETE")
          .maxAge(REMEMBERED.toSeconds());
    }
  }
}
