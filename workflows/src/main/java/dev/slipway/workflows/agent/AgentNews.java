package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.NoticeType;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.notices.Notices;
import dev.slipway.workflows.notices.Subject;
import dev.slipway.workflows.turn.Revision;
import io.temporal.workflow.Workflow;
import java.util.stream.Collectors;

/**
 * Sends notices that are about no deployment's status: an agent that drifted, a bundle that is
 * missing.
 */
final class AgentNews {
  /** A run that is older than these notices replays without them. */
  private static final String CHANGE = "agent-news";

  /** The agent's page has all of them. */
  private static final int FEW = 3;

  private final AgentMemory memory;

  AgentNews(AgentMemory memory) {
    this.memory = memory;
  }

  /** The live revision is no longer as it was deployed. */
  void drifted(Revision live, DriftReport found) {
    send(
        NoticeType.DRIFTED,
        Subject.of(memory.agent(), memory.state().agentName(), memory.projectId(), live),
        words(live, found));
  }

  private static String words(Revision live, DriftReport found) {
    int count = found.findings().size();
    String first =
        found.findings().stream()
            .limit(FEW)
            .map(AgentNews::words)
            .collect(Collectors.joining("; "));
    return "%d %s from revision %d: %s%s"
        .formatted(
            count,
            count == 1 ? "difference" : "differences",
            live.number(),
            first,
            count > FEW ? "; and %d more".formatted(count - FEW) : "");
  }

  private static String words(DriftFinding finding) {
    return "%s is %s (deployed: %s)"
        .formatted(finding.what(), finding.actual(), finding.expected());
  }

  /** A deployment has no audit bundle. */
  void unaudited(DeploymentId deployment, String why) {
    send(
        NoticeType.AUDIT_FAILED,
        Subject.of(memory.agent(), memory.state().agentName(), memory.projectId(), deployment),
        "No audit bundle of %s: %s".formatted(deployment, why));
  }

  private void send(NoticeType type, Subject subject, String message) {
    if (memory.announced()
        && Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) > Workflow.DEFAULT_VERSION) {
      Notices.about(subject).send(type, message);
    }
  }
}
