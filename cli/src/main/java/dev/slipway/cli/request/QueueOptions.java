package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to do about the agent's other deployments. */
public final class QueueOptions {
  @Option(
      names = "--queue-policy",
      paramLabel = "WHAT",
      description =
          "queue: wait behind the others; latest_wins: in place of those that wait; reject: only"
              + " if there are none.")
  private @Nullable String policy;

  /** Adds what was given, under the names of the API. */
  public void addTo(ObjectNode request) {
    SpecOptions.put(request, "queue_policy", policy);
  }
}
