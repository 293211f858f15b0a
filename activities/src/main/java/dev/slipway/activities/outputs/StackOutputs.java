package dev.slipway.activities.outputs;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Reads where an agent is from its stack's outputs. */
public final class StackOutputs {
  private final LocalAddresses local;

  public StackOutputs(LocalAddresses local) {
    this.local = local;
  }

  /** Fails with StackBroken where one is missing. */
  Outputs read(String region, Stack stack) {
    var values = values(stack);
    var functionUrl = values.get("FunctionUrl");
    var apiEndpoint = values.get("ApiEndpoint");
    return new FunctionOutputs(
        required(values, "FunctionArn"),
        required(values, "FunctionName"),
        required(values, "FunctionVersion"),
        required(values, "LogGroupName"),
        functionUrl,
        apiEndpoint,
        local.functionUrl(functionUrl, region),
        local.apiEndpoint(apiEndpoint));
  }

  /** Empty when the stack is not an agent's. */
  public Optional<Outputs> find(String region, Stack stack) {
    return values(stack).containsKey("FunctionVersion")
        ? Optional.of(read(region, stack))
        : Optional.empty();
  }

  private static Map<String, String> values(Stack stack) {
    return stack.outputs().stream()
        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null) {
      throw broken("output " + name, "in the stack's outputs").toException();
    }
    return value;
  }

  static Failure broken(String what, String expected) {
    return Failure.of(
        FailureType.STACK_BROKEN,
        "The stack does not say where the agent is.",
        "%s: missing (expected: %s)".formatted(what, expected));
  }
}
