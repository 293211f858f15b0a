package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which agent is deployed, where and why. */
public final class PlaceOptions {
  @Option(names = "--name", required = true, paramLabel = "N", description = "Function name.")
  private String name = "";

  @Option(
      names = "--account",
      paramLabel = "ALIAS",
      description = "AWS account, as the server's policy file calls it (the server's own).")
  private @Nullable String account;

  @Option(names = "--region", paramLabel = "R", description = "AWS region (us-east-1).")
  private @Nullable String region;

  @Option(
      names = "--stack",
      paramLabel = "S",
      description = "CloudFormation stack (strands-agent-NAME).")
  private @Nullable String stack;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Your own deployment id: the same request again is the same deployment.")
  private @Nullable String id;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    request.put("function_name", name);
    Json.put(request, "account", account);
    Json.put(request, "region", region);
    Json.put(request, "stack_name", stack);
    Json.put(request, "reason", reason);
    Json.put(request, "deployment_id", id);
  }
}
