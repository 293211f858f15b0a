package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an agent is deployed, how it can be called, and what guards its deployment. */
public final class PlaceOptions {
  @Option(names = "--name", required = true, paramLabel = "N", description = "Function name.")
  private String name = "";

  @Option(names = "--region", paramLabel = "R", description = "AWS region (us-east-1).")
  private @Nullable String region;

  @Option(
      names = "--stack",
      paramLabel = "S",
      description = "CloudFormation stack (strands-agent-NAME).")
  private @Nullable String stack;

  @Option(names = "--url", negatable = true, description = "With or without a function URL (with).")
  private @Nullable Boolean url;

  @Option(names = "--api", description = "Also a REST API (API Gateway).")
  private @Nullable Boolean api;

  @Option(names = "--subnet", paramLabel = "ID", description = "VPC subnet; repeatable.")
  private List<String> subnets = new ArrayList<>();

  @Option(
      names = "--security-group",
      paramLabel = "ID",
      description = "VPC security group; repeatable.")
  private List<String> securityGroups = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "K=V", description = "A tag; repeatable.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--approval",
      arity = "0..1",
      fallbackValue = "required",
      paramLabel = "WHEN",
      description = "none or required: stop after the plan until someone approves.")
  private @Nullable String approval;

  @Option(names = "--ttl", paramLabel = "T", description = "Destroy after this time, such as 2h.")
  private @Nullable String ttl;

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
    SpecOptions.put(request, "region", region);
    SpecOptions.put(request, "stack_name", stack);
    SpecOptions.put(request, "enable_function_url", url);
    SpecOptions.put(request, "enable_api_gateway", api);
    if (!subnets.isEmpty() || !securityGroups.isEmpty()) {
      ObjectNode vpc = request.putObject("vpc_config");
      SpecOptions.put(vpc, "subnet_ids", subnets);
      SpecOptions.put(vpc, "security_group_ids", securityGroups);
    }
    SpecOptions.put(request, "tags", tags);
    SpecOptions.put(request, "approval", approval);
    SpecOptions.put(request, "ttl", ttl);
    SpecOptions.put(request, "reason", reason);
    SpecOptions.put(request, "deployment_id", id);
  }
}
