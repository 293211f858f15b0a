package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.temporal.FairShare;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import java.util.Map;

/** How an agent starts its deployments: as workflows that outlive it, found by their attributes. */
final class ChildOptions {
  private ChildOptions() {}

  static ChildWorkflowOptions of(DeploymentOrder order, int revision) {
    return base(order.id(), order.requestedBy())
        .setMemo(Map.of("request", order.requestSha256(), Outcome.MEMO, Outcome.NONE))
        .setTypedSearchAttributes(
            SearchAttributes.of(
                order.agent(),
                order.spec().functionName().value(),
                Status.QUEUED,
                order.spec().deploymentType().wireName(),
                order.requestedBy()))
        .setStaticSummary("Deploy %s to %s".formatted(order.spec().functionName(), place(order)))
        .setStaticDetails(details(order, revision))
        .build();
  }

  static ChildWorkflowOptions of(DestroyOrder order, String agentName) {
    return base(order.id(), order.requestedBy())
        .setMemo(Map.of(Outcome.MEMO, Outcome.NONE))
        .setTypedSearchAttributes(
            SearchAttributes.of(
                order.agent(),
                agentName,
                Status.QUEUED,
                DeploymentType.DESTROY.wireName(),
                order.requestedBy()))
        .setStaticSummary("Destroy %s in %s".formatted(agentName, order.agent().label()))
        .build();
  }

  private static ChildWorkflowOptions.Builder base(DeploymentId id, String requester) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id.value())
        .setTaskQueue(TaskQueues.PLAN)
        .setPriority(FairShare.of(requester))
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.ABANDON);
  }

  private static String place(DeploymentOrder order) {
    AgentKey agent = order.agent();
    return agent.region() + " as " + agent.stackName();
  }

  private static String details(DeploymentOrder order, int revision) {
    return """
        Requested by **%s**%s

        Would become revision %d. %d MB, %d s, %s on %s. Code %s."""
        .formatted(
            order.requestedBy(),
            order.reason() == null ? "" : ": " + order.reason(),
            revision,
            order.spec().memorySize(),
            order.spec().timeout().toSeconds(),
            order.spec().runtime().wireName(),
            order.spec().architecture().wireName(),
            order.code().sha256().substring(0, 12));
  }
}
