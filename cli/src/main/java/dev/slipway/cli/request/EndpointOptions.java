package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** From where an agent can be called, and what it can reach. */
public final class EndpointOptions {
  @Option(
      names = "--public",
      description = "A function URL that anyone on the internet may call, at your cost.")
  private boolean open;

  @Option(names = "--subnet", paramLabel = "ID", description = "VPC subnet; repeatable.")
  private List<String> subnets = new ArrayList<>();

  @Option(
      names = "--security-group",
      paramLabel = "ID",
      description = "VPC security group; repeatable.")
  private List<String> securityGroups = new ArrayList<>();

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request) {
    if (open) {
      request.put("function_url_auth", "NONE");
      request.put("allow_public", true);
    }
    if (!subnets.isEmpty() || !securityGroups.isEmpty()) {
      ObjectNode vpc = request.putObject("vpc_config");
      Json.put(vpc, "subnet_ids", subnets);
      Json.put(vpc, "security_group_ids", securityGroups);
    }
  }
}
