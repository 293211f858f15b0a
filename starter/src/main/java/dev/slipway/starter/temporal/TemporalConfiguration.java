package dev.slipway.starter.temporal;

import dev.slipway.starter.StarterSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the door; the client inside is no bean, so that it never meets the worker's. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
  @Bean(destroyMethod = "close")
  TemporalDoor starterTemporalDoor(StarterSettings settings) {
    return TemporalDoor.at(settings.temporal().server());
  }
}
