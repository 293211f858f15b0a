package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a deployment may start. */
public final class WindowOptions {
  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "Start then or later, such as 2026-11-24T22:30:00+01:00.")
  private @Nullable String notBefore;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description = "Start before then, or not at all.")
  private @Nullable String notAfter;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    Json.put(request, "not_before", notBefore);
    Json.put(request, "not_after", notAfter);
  }
}
