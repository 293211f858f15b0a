package dev.slipway.activities.agentcore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.activities.deploy.ModelArns;
import dev.slipway.activities.deploy.PlannedStack;
import dev.slipway.activities.deploy.PlannedStacks;
import dev.slipway.activities.stack.StackTarget;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.RuntimeName;
import dev.slipway.api.Target;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.Shipment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * The stack beside a runtime: the agent's role and what it may do. CloudFormation plans and undoes
 * it as it does an agent's on Lambda; the runtime itself is made through AgentCore's API, because
 * only that tests a version before callers reach it.
 */
final class RuntimeStack implements PlannedStacks {
  static final String ROLE_ARN = "RoleArn";

  private static final String STATEMENTS =
      "/Resources/AgentRights/Properties/PolicyDocument/Statement";

  private static final ObjectMapper YAML = new YAMLMapper();

  private final ArtifactStore artifacts;
  private final @Nullable String boundary;

  /**
   * What agents get from this worker.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   */
  RuntimeStack(ArtifactStore artifacts, @Nullable String boundary) {
    this.artifacts = artifacts;
    this.boundary = boundary;
  }

  @Override
  public PlannedStack of(AgentKey agent, DeploymentId deployment, Shipment shipment) {
    DeploymentSpec spec = shipment.spec();
    ObjectNode template = template(agent.region(), shipment.built().template());
    if (!spec.permissions().isEmpty() && template.at(STATEMENTS) instanceof ArrayNode statements) {
      statements.addAll(YAML.<ArrayNode>valueToTree(spec.permissions()));
    }
    if (spec.executionRole() != null) {
      ((ObjectNode) template.path("Resources")).remove(List.of("AgentRole", "AgentRights"));
      ((ObjectNode) template.at("/Outputs/" + ROLE_ARN)).put("Value", spec.executionRole());
    }
    return new PlannedStack(template, parameters(agent, deployment, shipment), List.of());
  }

  private ObjectNode template(String region, ArtifactRef stored) {
    try {
      return (ObjectNode) YAML.readTree(artifacts.read(region, stored));
    } catch (IOException e) {
      throw new UncheckedIOException("template: %s (expected: YAML)".formatted(stored.uri()), e);
    }
  }

  private List<Parameter> parameters(AgentKey agent, DeploymentId deployment, Shipment shipment) {
    DeploymentSpec spec = shipment.spec();
    var values = new TreeMap<String, String>();
    values.put(
        StackTarget.parameter(Target.AGENTCORE), RuntimeName.of(spec.functionName()).value());
    values.put("DeploymentId", deployment.value());
    values.put("ManagedPolicyArns", String.join(",", spec.managedPolicies()));
    if (boundary != null) {
      values.put("PermissionsBoundary", boundary);
    }
    if (shipment.secret() != null) {
      values.put("SecretArn", shipment.secret().arn());
    }
    String models = ModelArns.of(agent, shipment.models(), spec.permissions());
    if (!models.isEmpty()) {
      values.put("BedrockResources", models);
    }
    return values.entrySet().stream()
        .map(
            value ->
                Parameter.builder()
                    .parameterKey(value.getKey())
                    .parameterValue(value.getValue())
                    .build())
        .toList();
  }

  /** The runtime that a stack stands beside; empty if it is another kind of stack. */
  static Optional<String> runtimeName(Stack stack) {
    return StackTarget.name(stack, Target.AGENTCORE);
  }

  /** One of the stack's outputs. */
  static Optional<String> output(Stack stack, String name) {
    return stack.outputs().stream()
        .filter(output -> output.outputKey().equals(name))
        .map(Output::outputValue)
        .findFirst();
  }
}
