package dev.slipway.activities.deploy;

import dev.slipway.activities.stack.StackNames;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.model.AgentKey;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * A stack as it is, compared with what it should be. A change of code on AgentCore changes only the
 * runtime beside the stack: there is no need to wait until CloudFormation has planned and made a
 * change of nothing but the deployment's id.
 */
record DeployedStack(Stack stack, StackToday today) {
  /**
   * Whether it needs no change. It goes on naming the deployment that last changed it. After a
   * rollback the resources may be other than the template says. A template for Lambda names its
   * deployment, so there only the same deployment's stack matches.
   *
   * @param tags all that the stack is to have
   * @param role with which CloudFormation is to act; null for the worker's own
   */
  boolean matches(StackToday wanted, Map<String, String> tags, @Nullable String role) {
    return StackChange.succeeded(stack.stackStatus())
        && (role == null || role.equals(stack.roleARN()))
        && today.isLike(wanted)
        && withoutDeployment(tags()).equals(withoutDeployment(tags));
  }

  /** All that the stack of a deployment has. */
  static Map<String, String> tags(AgentKey agent, DeploymentId deployment, DeploymentSpec spec) {
    var tags = new TreeMap<>(spec.tags());
    tags.put(StackNames.AGENT_TAG, agent.stackName().value());
    tags.put(StackNames.DEPLOYMENT_TAG, deployment.value());
    return tags;
  }

  private Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    stack.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private static Map<String, String> withoutDeployment(Map<String, String> tags) {
    var others = new TreeMap<>(tags);
    others.remove(StackNames.DEPLOYMENT_TAG);
    return others;
  }
}
