package dev.slipway.starter.page;

import dev.slipway.api.Status;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.deployments.Digest;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.DriftResponse;
import dev.slipway.workflows.audit.AuditState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the list: a deployment, or an agent that needs a person.
 *
 * @param id of its link in the page
 * @param find what a search looks at, in lower case; one a line
 * @param title why it was requested, or what it does
 * @param about whose it is and where
 * @param deployment its id; absent for an agent
 * @param tone how its status is coloured
 * @param step where it is, or where it ended
 * @param problem what is wrong; absent if nothing is
 * @param took absent while it is in progress
 */
public record Row(
    String id,
    String find,
    String href,
    String title,
    String about,
    String tone,
    String status,
    @Nullable String step,
    @Nullable String problem,
    @Nullable String deployment,
    String by,
    @Nullable Instant at,
    @Nullable String took,
    boolean open) {
  private static final int LONGEST = 300;

  static Row of(DeploymentSummary summary, Digest digest) {
    Long millis = summary.durationMs();
    String reason = digest.reason();
    return new Row(
        summary.deploymentId(),
        String.join("\n", DeploymentList.searched(summary)),
        summary.links().page(),
        reason == null || reason.isBlank() ? action(summary) : cut(reason),
        about(summary, digest),
        summary.status().wireName(),
        digest.planOnly() && summary.status() == Status.SUCCEEDED
            ? "planned"
            : summary.status().wireName().replace('_', ' '),
        digest.step(),
        problem(digest),
        summary.deploymentId(),
        summary.requestedBy(),
        summary.createdAt(),
        millis == null ? null : Timescale.took(millis),
        !summary.status().terminal());
  }

  /** An agent that is no longer as it was deployed. */
  static Row drifted(AgentResponse agent, DriftResponse drift) {
    int differences = drift.findings().size();
    return ofAgent(
        agent,
        "drift",
        differences == 1
            ? "1 difference from what was deployed"
            : differences + " differences from what was deployed",
        "drifted",
        null,
        drift.checkedAt());
  }

  /** An agent whose audit can't be written. */
  static Row unaudited(AgentResponse agent, AuditState audit) {
    int missing = audit.unaudited().size();
    return ofAgent(
        agent,
        "audit",
        switch (missing) {
          case 0 -> "A deployment will never be audited";
          case 1 -> "1 deployment is not audited";
          default -> missing + " deployments are not audited";
        },
        "audit",
        audit.trouble(),
        null);
  }

  private static Row ofAgent(
      AgentResponse agent,
      String anchor,
      String title,
      String status,
      @Nullable String problem,
      @Nullable Instant at) {
    AgentName name = agent.agent();
    return new Row(
        String.join(
            "-",
            anchor,
            Objects.requireNonNullElse(name.account(), ""),
            name.region(),
            name.stackName()),
        "",
        agent.links().page() + "#" + anchor,
        title,
        String.join(" · ", place(name)),
        "parked",
        status,
        null,
        problem == null ? null : cut(problem),
        null,
        "",
        at,
        null,
        false);
  }

  private static String action(DeploymentSummary summary) {
    String verb = summary.deploymentType().equals("destroy") ? "Destroy " : "Deploy ";
    return verb + summary.agent().name();
  }

  private static String about(DeploymentSummary summary, Digest digest) {
    List<String> parts = place(summary.agent());
    if (summary.deploymentType().equals("destroy")) {
      parts.add("destroy");
    }
    if (digest.revision() != null) {
      parts.add("revision " + digest.revision());
    }
    return String.join(" · ", parts);
  }

  private static List<String> place(AgentName agent) {
    List<String> parts = new ArrayList<>();
    parts.add(agent.name());
    if (agent.accountAlias() != null) {
      parts.add(agent.accountAlias());
    }
    parts.add(agent.region());
    return parts;
  }

  private static @Nullable String problem(Digest digest) {
    if (digest.undoFailed()) {
      return "Something that it created could not be removed.";
    }
    return digest.failure() == null ? null : cut(digest.failure());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
