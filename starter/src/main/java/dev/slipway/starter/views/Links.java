package dev.slipway.starter.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.starter.TemporalUi;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.temporal.TemporalServer;
import dev.slipway.workflows.model.AgentKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where to go from a deployment or an agent. */
@Component
public final class Links {
  private static final String API = "/api/v1";

  private final @Nullable URI temporalUi;
  private final String namespace;
  private final KnownAccounts accounts;

  Links(TemporalUi temporal, TemporalServer server, KnownAccounts accounts) {
    this.temporalUi = temporal.ui();
    this.namespace = server.namespace();
    this.accounts = accounts;
  }

  /** An agent as people see it. */
  public AgentName name(AgentKey agent, String name) {
    return name(name, agent.account(), agent.region(), agent.stackName().value());
  }

  AgentName name(String name, @Nullable String account, String region, String stackName) {
    return new AgentName(
        name, account, accounts.listedAlias(account).orElse(null), region, stackName);
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

  public DeploymentLinks ofDeployment(String id, AgentKey agent) {
    return ofDeployment(id, name(agent, ""));
  }

  DeploymentLinks ofDeployment(String id, AgentName agent) {
    String self = API + "/deployments/" + id;
    return new DeploymentLinks(
        self,
        self + "/events",
        self + "/logs",
        API + agentPath(agent, ""),
        "/deployments/" + id,
        inTemporal(id));
  }

  public AgentLinks ofAgent(AgentKey agent) {
    AgentName name = name(agent, "");
    return new AgentLinks(
        API + agentPath(name, ""),
        API + agentPath(name, "/invoke"),
        API + agentPath(name, "/logs"),
        agentPath(name, ""),
        inTemporal(agent.workflowId()));
  }

  /** Where the audit of an agent is, which may be gone. */
  public String audit(AgentName agent) {
    return API + agentPath(agent, "/audit");
  }

  /** The account is a parameter, so that agents of the server's own have the shorter address. */
  private static String agentPath(AgentName agent, String what) {
    String path = "/agents/" + agent.region() + "/" + agent.stackName() + what;
    return agent.accountAlias() == null ? path : path + "?account=" + agent.accountAlias();
  }

  private @Nullable String inTemporal(String workflowId) {
    if (temporalUi == null) {
      return null;
    }
    String base = temporalUi.toString().replaceAll("/+$", "");
    return "%s/namespaces/%s/workflows/%s"
        .formatted(
            base,
            namespace,
            URLEncoder.encode(workflowId, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
