package dev.slipway.activities.agentcore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.activities.deploy.ModelArns;
import dev.slipway.activities.deploy.PlannedStack;
import dev.slipway.activities.deploy.PlannedStacks;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.StackReader;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** That of a version which serves callers, whatever is being done to it. */
  private static final Set<Condition> SERVES =
      EnumSet.of(Condition.HEALTHY, Condition.BUSY, Condition.ROLLBACK_STUCK);

  private static final String ROLE = "AgentRole";
  private static final String RIGHTS = "AgentRights";

  /** In templates of revisions from before the role could read all secrets of its agent. */
  private static final String SECRET = "SecretArn";

  private final ArtifactStore artifacts;
  private final StackReader reader;
  private final @Nullable String boundary;

  /**
   * What agents get from this worker.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   */
  RuntimeStack(ArtifactStore artifacts, StackReader reader, @Nullable String boundary) {
    this.artifacts = artifacts;
    this.reader = reader;
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
      if (!hasOwnRole(agent)) {
        ((ObjectNode) template.path("Resources")).remove(List.of(ROLE, RIGHTS));
      }
      ((ObjectNode) template.at("/Outputs/" + ROLE_ARN)).put("Value", spec.executionRole());
    }
    boolean namesSecret = template.at("/Parameters").has(SECRET);
    return new PlannedStack(
        template, parameters(agent, deployment, shipment, namesSecret), List.of());
  }

  /**
   * The version that serves callers, before the new one is tested and after that has failed, may
   * act in the stack's role: it goes with the agent.
   */
  private boolean hasOwnRole(AgentKey agent) {
    return reader
        .find(agent.region(), agent.stackName().value())
        .filter(stack -> SERVES.contains(Condition.of(stack.stackStatus())))
        .map(stack -> reader.template(agent.region(), stack.stackId()))
        .filter(template -> template.contains(ROLE))
        .isPresent();
  }

  private ObjectNode template(String region, ArtifactRef stored) {
    try {
      return (ObjectNode) YAML.readTree(artifacts.read(region, stored));
    } catch (IOException e) {
      throw new UncheckedIOException("template: %s (expected: YAML)".formatted(stored.uri()), e);
    }
  }

  private List<Parameter> parameters(
      AgentKey agent, DeploymentId deployment, Shipment shipment, boolean namesSecret) {
    DeploymentSpec spec = shipment.spec();
    var values = new TreeMap<String, String>();
    values.put(
        StackTarget.parameter(Target.AGENTCORE), RuntimeName.of(spec.functionName()).value());
    values.put("DeploymentId", deployment.value());
    values.put("ManagedPolicyArns", String.join(",", spec.managedPolicies()));
    if (boundary != null) {
      values.put("PermissionsBoundary", boundary);
    }
    if (namesSecret && shipment.secret() != null) {
      values.put(SECRET, shipment.secret().arn());
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
