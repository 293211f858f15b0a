package dev.slipway.local.services;

import java.util.Map;

/** What runs inside this JVM once the children are ready. */
@FunctionalInterface
public interface Services {
  /** Starts them; closing the result shuts them down in order. */
  AutoCloseable start(Map<String, Object> properties) throws Exception;
}
