package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.PlanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway approve}. */
@Command(
    name = "approve",
    header = "Approve the plan of a deployment that is waiting for approval.",
    description = {
      "Shows the plan and what differs in code, asks, and approves only this one: if it has changed, nothing is approved.",
      "In a pipe, where no one can be asked, it requires --yes."
    },
    footer = {
      "",
      "Examples:",
      "  slipway approve ID --reason \"reviewed with Kim\"",
      "  slipway approve ID --yes"
    })
final class Approve extends Intervention {
  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private DiffOption diff = new DiffOption();

  Approve(Session session) {
    super(session, "approve");
  }

  @Override
  void addTo(ObjectNode request) {
    var answer = waitingFor("reading the plan", () -> api().get(Path.of("deployments", id())));
    if (!json || confirmation.isNeeded(console())) {
      Console shown = besideJson();
      new PlanText(shown, session.zone()).print(new Deployment(answer));
      shown.out("");
    }
    if (diff.isWanted(confirmation, console())) {
      AgentAddress agent = AgentAddress.of(answer);
      diff.show(this, agent.name(), () -> api().get(agent.path("diff").with("to", id())));
    }
    Json.text(answer.path("plan"), "change_set_id")
        .ifPresent(plan -> request.put("change_set_id", plan));
  }

  @Override
  boolean isMeant() {
    return confirmation.givenOrRequired(console(), "Execute this plan?");
  }
}
