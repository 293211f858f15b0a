package dev.slipway.starter.temporal;

import dev.slipway.starter.StarterSettings;
import dev.slipway.temporal.TemporalMetrics;
import dev.slipway.temporal.TemporalServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the connection; the client inside is not a bean, so it never meets the worker's. */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {
  @Bean
  TemporalServer starterTemporalServer(StarterSettings settings) {
    return settings.temporal().server();
  }

  @Bean
  TemporalMetrics starterTemporalMetrics(MeterRegistry registry) {
    return new TemporalMetrics(registry);
  }

  @Bean(destroyMethod = "close")
  TemporalConnection starterTemporalDoor(TemporalServer server, TemporalMetrics metrics) {
    return TemporalConnection.at(server, metrics);
  }
}
