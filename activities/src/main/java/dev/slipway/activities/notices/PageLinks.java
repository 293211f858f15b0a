package dev.slipway.activities.notices;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.AgentKey;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of the server's pages, which ask for sign-in; a link alone decides nothing. */
public final class PageLinks {
  private final @Nullable String base;

  /**
   * Links to pages of this server.
   *
   * @param publicUrl its address; without it there are no links
   */
  public PageLinks(@Nullable URI publicUrl) {
    base = publicUrl == null ? null : publicUrl.toString().replaceAll("/+$", "");
  }

  Optional<String> page(DeploymentId id) {
    return Optional.ofNullable(base).map(address -> address + "/deployments/" + id);
  }

  /** What tells an agent's events from those of others: also of one with its name elsewhere. */
  String source(AgentKey agent) {
    return "%s/accounts/%s/agents/%s/%s"
        .formatted(base == null ? "" : base, agent.account(), agent.region(), agent.stackName());
  }
}
