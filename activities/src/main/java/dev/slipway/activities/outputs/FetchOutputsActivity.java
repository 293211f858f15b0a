package dev.slipway.activities.outputs;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.FetchOutputs;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Output;

/** Reads the stack's outputs. */
public final class FetchOutputsActivity implements FetchOutputs {
  private final StackReader reader;
  private final LocalAddresses local;

  public FetchOutputsActivity(CloudClients clients, LocalAddresses local) {
    this.reader = new StackReader(clients);
    this.local = local;
  }

  @Override
  public Outputs fetchOutputs(Input input) {
    var region = input.agent().region();
    var stack =
        reader
            .find(region, input.stackId())
            .orElseThrow(() -> broken("stack " + input.stackId(), "there").toException());
    var values =
        stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    var functionUrl = values.get("FunctionUrl");
    var apiEndpoint = values.get("ApiEndpoint");
    return new Outputs(
        required(values, "FunctionArn"),
        required(values, "FunctionName"),
        required(values, "FunctionVersion"),
        required(values, "LogGroupName"),
        functionUrl,
        apiEndpoint,
        local.functionUrl(functionUrl, region),
        local.apiEndpoint(apiEndpoint));
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null) {
      throw broken("output " + name, "in the stack's outputs").toException();
    }
    return value;
  }

  private static Failure broken(String what, String expected) {
    return Failure.of(
        FailureType.STACK_BROKEN,
        "The stack does not say where the agent is.",
        "%s: missing (expected: %s)".formatted(what, expected));
  }
}
