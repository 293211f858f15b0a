package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When a deployment may begin. */
public final class WindowOptions {
  @Option(
      names = "--not-before",
      paramLabel = "TIME",
      description = "Begin then or later, such as 2026-11-24T22:30:00+01:00.")
  private @Nullable String notBefore;

  @Option(
      names = "--not-after",
      paramLabel = "TIME",
      description = "Begin earlier than that, or not at all.")
  private @Nullable String notAfter;

  /** Adds what was given, under the names of the API. */
  public void addTo(ObjectNode request) {
    SpecOptions.put(request, "not_before", notBefore);
    SpecOptions.put(request, "not_after", notAfter);
  }
}
