package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.PlanText;
import picocli.CommandLine.Command;

/** {@code slipway approve}. */
@Command(
    name = "approve",
    header = "Approve the plan of a deployment that is waiting for approval.",
    description =
        "Shows the plan and approves only this one: if it has changed, nothing is approved.",
    footer = {"", "Example:", "  slipway approve ID --reason \"reviewed with Kim\""})
final class Approve extends Intervention {
  Approve(Session session) {
    super(session, "approve");
  }

  @Override
  void addTo(ObjectNode request) {
    var answer = waitingFor("reading the plan", () -> api().get(Path.of("deployments", id())));
    if (!json) {
      new PlanText(console()).print(new Deployment(answer));
      console().out("");
    }
    Json.text(answer.path("plan"), "change_set_id")
        .ifPresent(plan -> request.put("change_set_id", plan));
  }
}
