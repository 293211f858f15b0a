package dev.slipway.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The worker as a process of its own, or as a part of the local stack's. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(WorkerSettings.class)
public class WorkerApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(WorkerApplication.class, arguments);
  }

  @Bean
  WorkerLifecycle slipwayWorker(WorkerSettings settings) {
    return new WorkerLifecycle(settings);
  }
}
