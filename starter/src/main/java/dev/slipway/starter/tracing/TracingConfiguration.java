package dev.slipway.starter.tracing;

import dev.slipway.tracing.Tracing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides where this starter's spans go; a worker in the same process has its own. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {
  @Bean(destroyMethod = "close")
  Tracing starterTracing() {
    return Tracing.of(System.getenv(), "slipway-starter");
  }

  @Bean
  DeploymentTraces deploymentTraces(Tracing tracing) {
    return new DeploymentTraces(tracing.tracer());
  }
}
