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
        .properties(properties)
        .run();
  }
}
