package dev.slipway.worker;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The worker as a process of its own, or as part of the local stack's. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(WorkerSettings.class)
public class WorkerApplication {
  /**
   * Settings of a worker that is alone in its process and serves only its health. In the local
   * stack the starter has the port, so this is not a property source of the class.
   */
  private static final Map<String, Object> ALONE =
      Map.of(
          "server.port", "${SLIPWAY_WORKER_HEALTH_PORT:8490}",
          "server.address", "127.0.0.1",
          "server.shutdown", "immediate",
          "management.endpoints.web.exposure.include", "health,metrics,prometheus",
          "management.endpoint.health.probes.enabled", "true",
          "management.endpoint.health.group.readiness.include", "readinessState,slipwayWorker",
          "management.endpoint.health.show-details", "always");

  public static void main(String[] arguments) {
    alone().run(arguments);
  }

  static SpringApplication alone() {
    var application = new SpringApplication(WorkerApplication.class);
    application.setDefaultProperties(ALONE);
    return application;
  }

  @Bean
  WorkerLifecycle slipwayWorkerLifecycle(WorkerSettings settings, MeterRegistry metrics) {
    return new WorkerLifecycle(settings, metrics);
  }

  @Bean
  WorkerHealth slipwayWorkerHealthIndicator(WorkerLifecycle worker) {
    return new WorkerHealth(worker);
  }
}
