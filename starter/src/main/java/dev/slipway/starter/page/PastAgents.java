package dev.slipway.starter.page;

import dev.slipway.api.Regions;
import dev.slipway.api.StackName;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Agents that are gone: their deployments remember them. */
@Component
final class PastAgents {
  private final DeploymentList list;
  private final Permissions permissions;
  private final Inbox inbox;
  private final Links links;

  PastAgents(DeploymentList list, Permissions permissions, Inbox inbox, Links links) {
    this.inbox = inbox;
    this.links = links;
    this.list = list;
    this.permissions = permissions;
  }

  /**
   * What is left of an agent.
   *
   * @param audit where its audit bundles are
   * @param again the id of the deployment whose settings a new one would start from
   */
  public record Gone(AgentName agent, List<Row> rows, String audit, @Nullable String again) {
    /** What the command line takes as its address. */
    public String address() {
      return (agent.accountAlias() == null ? "" : agent.accountAlias() + "/")
          + agent.region()
          + "/"
          + agent.stackName();
    }
  }

  /** Nothing if there was never an agent there. */
  Optional<Gone> find(String region, String stackName, @Nullable String account) {
    if (!isPossible(region, stackName)) {
      return Optional.empty();
    }
    Map<String, String> filters = new TreeMap<>();
    filters.put("region", region);
    filters.put("stack_name", stackName);
    filters.put("account", permissions.requireAccount(account));
    List<DeploymentSummary> deployments = list.page(ListQuery.read(filters)).deployments();
    if (deployments.isEmpty()) {
      return Optional.empty();
    }
    AgentName agent = deployments.getFirst().agent();
    return Optional.of(
        new Gone(
            agent,
            inbox.rows(deployments),
            links.audit(agent),
            deployments.stream()
                .filter(each -> !each.deploymentType().equals("destroy"))
                .map(DeploymentSummary::deploymentId)
                .findFirst()
                .orElse(null)));
  }

  /** A blank name would not narrow the query at all. */
  private static boolean isPossible(String region, String stackName) {
    try {
      Regions.require(region);
      return !new StackName(stackName).value().isEmpty();
    } catch (IllegalArgumentException impossible) {
      return false;
    }
  }
}
