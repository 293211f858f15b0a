package dev.slipway.local.rooms;

import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** One Spring context that holds the worker and the starter. */
public final class SpringRooms implements Rooms {
  // By name until both rooms are there.
  private static final String WORKER = "dev.slipway.worker.WorkerApplication";
  private static final String STARTER = "dev.slipway.starter.StarterApplication";

  @Override
  public AutoCloseable start(Map<String, Object> properties) throws Exception {
    return new SpringApplicationBuilder(Class.forName(WORKER), Class.forName(STARTER))
        .web(WebApplicationType.SERVLET)
        .registerShutdownHook(false)
        .properties(properties)
        .run();
  }
}
