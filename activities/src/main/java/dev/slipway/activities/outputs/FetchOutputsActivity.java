package dev.slipway.activities.outputs;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.FetchOutputs;

/** Reads the stack's outputs. */
public final class FetchOutputsActivity implements FetchOutputs {
  private final StackReader reader;
  private final StackOutputs outputs;

  public FetchOutputsActivity(CloudClients clients, StackOutputs outputs) {
    this.reader = new StackReader(clients);
    this.outputs = outputs;
  }

  @Override
  public Outputs fetchOutputs(Input input) {
    var region = input.agent().region();
    var stack =
        reader
            .find(region, input.stackId())
            .orElseThrow(
                () -> StackOutputs.broken("stack " + input.stackId(), "present").toException());
    return outputs.read(region, stack);
  }
}
