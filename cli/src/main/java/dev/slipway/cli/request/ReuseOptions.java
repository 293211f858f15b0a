package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that rollbacks and redeployments share. */
public final class ReuseOptions {
  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your own deployment id: the same request again is the same deployment.")
  private @Nullable String id;

  @Mixin private QueueOptions queue = new QueueOptions();

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    Json.put(request, "reason", reason);
    Json.put(request, "deployment_id", id);
    queue.addTo(request);
  }
}
