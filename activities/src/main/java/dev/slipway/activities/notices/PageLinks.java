package dev.slipway.activities.notices;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Subject;
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

  /** Where people read about it, and decide. */
  Optional<String> page(Notice notice) {
    Subject about = notice.subject();
    return Optional.ofNullable(base)
        .map(
            address ->
                notice.type().status() == null
                    ? address + agent(about)
                    : address + "/deployments/" + about.deploymentId());
  }

  private static String agent(Subject about) {
    String path =
        "/agents/%s/%s".formatted(about.agent().region(), about.agent().stackName().value());
    return about.accountAlias() == null ? path : path + "?account=" + about.accountAlias();
  }

  /** What tells an agent's events from those of others: also of one with its name elsewhere. */
  String source(AgentKey agent) {
    return "%s/accounts/%s/agents/%s/%s"
        .formatted(base == null ? "" : base, agent.account(), agent.region(), agent.stackName());
  }
}
