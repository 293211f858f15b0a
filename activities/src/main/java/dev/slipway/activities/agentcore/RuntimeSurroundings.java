package dev.slipway.activities.agentcore;

import dev.slipway.activities.live.RuntimeBefore;
import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.preflight.Permissions;
import dev.slipway.activities.preflight.Surroundings;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.api.RuntimeName;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.Preflight;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The account as an agent on AgentCore finds it. */
final class RuntimeSurroundings implements Surroundings {
  private static final String SERVICE = "bedrock-agentcore.amazonaws.com";

  private final AgentRuntimes runtimes;

  RuntimeSurroundings(CloudClients clients) {
    this.runtimes = AgentRuntimes.ofDeployment(clients);
  }

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public boolean nameIsFree(Preflight.Input input) {
    runtimes
        .find(input.agent().region(), name(input))
        .ifPresent(runtime -> AgentRuntimes.requireOwn(input.agent(), runtime));
    return true;
  }

  private static String name(Preflight.Input input) {
    return RuntimeName.of(input.functionName()).value();
  }

  @Override
  public List<Permissions.Wanted> permissions(Preflight.Input input, String role) {
    var runtime =
        "arn:%s:bedrock-agentcore:%s:%s:runtime/%s-*"
            .formatted(
                Permissions.partition(input.agent().region()),
                input.agent().region(),
                input.agent().account(),
                name(input));
    return List.of(
        Permissions.on(
            "make, test and move the runtime's versions",
            runtime,
            "bedrock-agentcore:CreateAgentRuntime",
            "bedrock-agentcore:UpdateAgentRuntime",
            "bedrock-agentcore:GetAgentRuntime",
            "bedrock-agentcore:ListAgentRuntimeVersions",
            "bedrock-agentcore:ListTagsForResource",
            "bedrock-agentcore:TagResource",
            "bedrock-agentcore:UntagResource",
            "bedrock-agentcore:DeleteAgentRuntime",
            "bedrock-agentcore:CreateAgentRuntimeEndpoint",
            "bedrock-agentcore:UpdateAgentRuntimeEndpoint",
            "bedrock-agentcore:GetAgentRuntimeEndpoint",
            "bedrock-agentcore:ListAgentRuntimeEndpoints",
            "bedrock-agentcore:DeleteAgentRuntimeEndpoint",
            "bedrock-agentcore:InvokeAgentRuntime",
            "bedrock-agentcore:StopRuntimeSession"),
        Permissions.passRole(role, SERVICE, Permissions.Actor.WORKER));
  }

  /** AgentCore reports no usage to compare with. */
  @Override
  public Outlook quotas(Preflight.Input input, Consumer<String> log) {
    return Outlook.CLEAR;
  }

  @Override
  public String logGroup(Preflight.Input input) {
    return RuntimeOutputsActivity.logGroup(name(input) + "-any", RuntimeOutputs.LIVE);
  }

  @Override
  public StackSnapshot snapshot(String region, Stack stack, String template) {
    var before =
        RuntimeStack.runtimeName(stack)
            .flatMap(name -> runtimes.find(region, name))
            .map(runtime -> before(region, runtime.agentRuntimeId()))
            .orElse(new RuntimeBefore(null, null));
    return StackSnapshot.ofRuntime(stack, template, before);
  }

  private RuntimeBefore before(String region, String id) {
    var live = runtimes.endpoints().settled(region, id, RuntimeOutputs.LIVE);
    return new RuntimeBefore(id, live.map(endpoint -> endpoint.liveVersion()).orElse(null));
  }

  /** A runtime has its name for life; another one would serve callers beside it. */
  @Override
  public void requireSuccessor(Preflight.Input input, Stack stack) {
    RuntimeStack.runtimeName(stack)
        .filter(name -> !name.equals(name(input)))
        .ifPresent(
            name -> {
              throw Failure.of(
                      FailureType.NAME_TAKEN,
                      "The agent has a runtime of another name, and a runtime can't be renamed.",
                      "stack '%s': of runtime '%s' (expected: '%s', or no stack)"
                          .formatted(stack.stackName(), name, name(input)))
                  .withNextAction(
                      "Deploy with the function_name that the agent has, or under another stack_name;"
                          + " or destroy the agent first.")
                  .toException();
            });
  }
}
