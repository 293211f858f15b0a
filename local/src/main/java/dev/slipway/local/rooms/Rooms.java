package dev.slipway.local.rooms;

import java.util.Map;

/** What runs inside this JVM once the children are ready. */
@FunctionalInterface
public interface Rooms {
  /** Starts them; closing the result ends them in order. */
  AutoCloseable start(Map<String, Object> properties) throws Exception;
}
