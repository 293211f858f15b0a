package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.scenarios.model.Model;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reruns the product's workflow code over everything that a scenario has recorded. */
final class Replays {
  private Replays() {}

  static List<String> differences(WorkflowClient client, Model model, Names names) {
    List<String> differences = new ArrayList<>();
    Stream.concat(
            model.endings().keySet().stream().map(id -> names.deployment(id).value()),
            model.agents().stream().map(agent -> names.agent(agent).workflowId()))
        .forEach(
            id -> {
              try {
                Replay.of(client.fetchHistory(id));
              } catch (StatusRuntimeException neverStarted) {
                if (neverStarted.getStatus().getCode() != Status.Code.NOT_FOUND) {
                  throw neverStarted;
                }
              } catch (Exception differs) {
                differences.add("the history of %s does not replay: %s".formatted(id, differs));
              }
            });
    return differences;
  }
}
