package dev.slipway.workflows.agent;

import io.temporal.common.VersioningBehavior;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowVersioningBehavior;

/**
 * An agent on workers that belong to a build. It lives for months, mostly without an event, so no
 * build keeps it: the current one does whatever comes.
 *
 * <p>Of a worker without a build Temporal refuses a statement about builds; there an agent is an
 * {@link AgentWorkflowImpl}.
 */
public final class UpgradingAgentWorkflowImpl extends AgentWorkflowImpl {
  @WorkflowInit
  public UpgradingAgentWorkflowImpl(AgentState state) {
    super(state);
  }

  @Override
  @WorkflowVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
  public void live(AgentState state) {
    super.live(state);
  }
}
