package dev.slipway.builder;

import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.timeline.DeploymentView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Where an agent on AgentCore is.
 *
 * @param invokeEndpoint AWS's address of the endpoint that is live, not of DEFAULT: that moves to
 *     each new version before it was tested
 */
record AgentCoreOutputs(
    String agentRuntimeArn,
    String agentRuntimeId,
    String agentRuntimeName,
    String agentRuntimeVersion,
    String invokeEndpoint,
    String deploymentMethod,
    String region,
    String networkMode,
    boolean streamingCapable)
    implements DeploymentOutputs {
  static AgentCoreOutputs of(DeploymentView view, RuntimeOutputs outputs) {
    String region = view.agent().region();
    var spec = view.spec();
    return new AgentCoreOutputs(
        outputs.runtimeArn(),
        outputs.runtimeId(),
        outputs.runtimeName(),
        outputs.version(),
        "https://bedrock-agentcore.%s.amazonaws.com/runtimes/%s/invocations?qualifier=%s"
            .formatted(
                region,
                URLEncoder.encode(outputs.runtimeArn(), StandardCharsets.UTF_8),
                RuntimeOutputs.LIVE),
        "direct-code-deploy",
        region,
        spec == null || spec.vpcConfig() == null ? "PUBLIC" : "VPC",
        view.streams());
  }

  @Override
  public String arn() {
    return agentRuntimeArn;
  }
}
