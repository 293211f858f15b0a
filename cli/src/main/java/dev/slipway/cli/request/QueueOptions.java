package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to treat the agent's other deployments. */
public final class QueueOptions {
  @Option(
      names = "--queue-policy",
      paramLabel = "WHAT",
      description =
          "queue: wait behind the others; latest_wins: replace the waiting ones; reject: only"
              + " if there are none.")
  private @Nullable String policy;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    Json.put(request, "queue_policy", policy);
  }
}
