package dev.slipway.starter.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything a deployment needs is available.
 *
 * @param workflows whether workflows fail in Slipway's own code; new deployments can be made even
 *     so
 */
public record HealthResponse(
    String status, Part temporal, Part workers, Part workflows, Part aws, Map<String, Tool> tools) {

  /**
   * One thing a deployment needs.
   *
   * @param detail where it is, or what is wrong with it
   */
  public record Part(boolean ok, String detail) {}

  /** A tool of a worker. */
  public record Tool(boolean available, @Nullable String version) {}

  static HealthResponse of(
      Part temporal, Part workers, Part workflows, Part aws, Map<String, Tool> tools) {
    boolean up =
        temporal.ok()
            && workers.ok()
            && aws.ok()
            && tools.values().stream().allMatch(Tool::available);
    return new HealthResponse(up ? "up" : "down", temporal, workers, workflows, aws, tools);
  }
}
