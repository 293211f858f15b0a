package dev.slipway.local.services;

import dev.slipway.starter.StarterApplication;
import dev.slipway.worker.WorkerApplication;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** One Spring context that holds the worker and the starter. */
public final class SpringServices implements Services {
  @Override
  public AutoCloseable start(Map<String, Object> properties) {
    return new SpringApplicationBuilder(WorkerApplication.class, StarterApplication.class)
        .web(WebApplicationType.SERVLET)
        .registerShutdownHook(false)
        .initializers(context -> forgetLaunchersNames(context.getEnvironment()))
        .run(arguments(properties));
  }

  /** As arguments, which outrank the modules' own defaults and the caller's environment. */
  private static String[] arguments(Map<String, Object> properties) {
    return properties.entrySet().stream()
        .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
        .toArray(String[]::new);
  }

  /**
   * The launcher's SLIPWAY_AWS=real and two tool paths have the names of groups of settings; read
   * as such they would keep the modules from starting. And the one worker of the local stack goes
   * on with what any earlier one began, whatever build a worker elsewhere is told to be.
   */
  static void forgetLaunchersNames(ConfigurableEnvironment environment) {
    Map<String, Object> rest = new TreeMap<>(environment.getSystemEnvironment());
    rest.remove("SLIPWAY_AWS");
    rest.remove("SLIPWAY_TOOLS");
    rest.remove("SLIPWAY_TEMPORAL");
    rest.remove("SLIPWAY_WORKER_BUILD");
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, rest));
  }
}
