package dev.slipway.starter.temporal;

import dev.slipway.starter.StarterSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the connection; the client inside is not a bean, so it never meets the worker's. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
  @Bean(destroyMethod = "close")
  TemporalConnection starterTemporalDoor(StarterSettings settings) {
    return TemporalConnection.at(settings.temporal().server());
  }
}
