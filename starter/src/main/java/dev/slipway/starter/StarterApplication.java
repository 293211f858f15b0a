package dev.slipway.starter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.PropertySource;

/** The starter as a standalone program, or as part of a larger context. */
@SpringBootConfiguration
@EnableAutoConfiguration
// Full names: in the local module this context is shared with the worker's.
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({StarterSettings.class, TemporalUi.class})
@PropertySource("classpath:dev/slipway/starter/starter-defaults.properties")
public class StarterApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(StarterApplication.class, arguments);
  }
}
