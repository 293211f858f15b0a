package dev.slipway.starter.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.starter.StarterSettings;
import dev.slipway.workflows.model.AgentKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where to go from a deployment or an agent. */
@Component
public final class Links {
  private static final String API = "/api/v1";

  private final StarterSettings.Temporal temporal;

  Links(StarterSettings settings) {
    this.temporal = settings.temporal();
  }

  /** Addresses of one deployment; {@code temporal} only where its interface is known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeploymentLinks(
      String self,
      String events,
      String logs,
      String agent,
      String page,
      @Nullable String temporal) {}

  /** Addresses of one agent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AgentLinks(
      String self, String invoke, String logs, String page, @Nullable String temporal) {}

  public DeploymentLinks ofDeployment(String id, String region, String stackName) {
    String self = API + "/deployments/" + id;
    return new DeploymentLinks(
        self,
        self + "/events",
        self + "/logs",
        agentPath(region, stackName),
        "/deployments/" + id,
        inTemporal(id));
  }

  public AgentLinks ofAgent(AgentKey agent) {
    String self = agentPath(agent.region(), agent.stackName().value());
    return new AgentLinks(
        self,
        self + "/invoke",
        self + "/logs",
        "/agents/" + agent.label(),
        inTemporal(agent.workflowId()));
  }

  private static String agentPath(String region, String stackName) {
    return API + "/agents/" + region + "/" + stackName;
  }

  private @Nullable String inTemporal(String workflowId) {
    if (temporal.ui() == null) {
      return null;
    }
    String base = temporal.ui().toString().replaceAll("/+$", "");
    return "%s/namespaces/%s/workflows/%s"
        .formatted(
            base,
            temporal.namespace(),
            URLEncoder.encode(workflowId, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
