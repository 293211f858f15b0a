package dev.slipway.local.rooms;

import dev.slipway.starter.StarterApplication;
import dev.slipway.worker.WorkerApplication;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One Spring context that holds the worker and the starter. */
public final class SpringRooms implements Rooms {
  @Override
  public AutoCloseable start(Map<String, Object> properties) {
    return new SpringApplicationBuilder(WorkerApplication.class, StarterApplication.class)
        .web(WebApplicationType.SERVLET)
        .registerShutdownHook(false)
        .run(arguments(properties));
  }

  /** As arguments they win over the rooms' own defaults, which plain properties would not. */
  private static String[] arguments(Map<String, Object> properties) {
    return properties.entrySet().stream()
        .map(property -> "--%s=%s".formatted(property.getKey(), property.getValue()))
        .toArray(String[]::new);
  }
}
