package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.ActivityText;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.OutcomeText;
import dev.slipway.cli.view.StatusText;
import dev.slipway.cli.view.TimelineText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway show}. */
@Command(
    name = "show",
    header = "Show a deployment: timeline, outputs, failure, ledger.",
    footer = {"", "Example:", "  slipway show ID --json | jq -r .outputs.function_arn"})
final class Show extends Verb {
  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id = "";

  Show(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    var answer = waitingFor("reading", () -> api().get(Path.of("deployments", id)));
    print(answer, _ -> printText(new Deployment(answer)));
    return ExitCode.DONE;
  }

  private void printText(Deployment deployment) {
    var paint = console().paint();
    String status = deployment.text("status").orElse("?");
    console()
        .out(
            paint.bold(deployment.id())
                + "  "
                + StatusText.painted(deployment.status(), paint, status.replace('_', ' '))
                + deployment.duration().map(taken -> "  " + TimeText.duration(taken)).orElse(""));
    console()
        .out(
            deployment.agentName()
                + "  "
                + deployment.agentAddress()
                + deployment.text("revision").map(number -> "  revision " + number).orElse(""));
    console().out(paint.dim(origin(deployment)));
    new TimelineText(console(), session.now()).print(deployment);
    new ActivityText(console(), session.zone()).print(deployment);
    var outcome = new OutcomeText(console(), address(), session.zone());
    outcome.printDetails(deployment);
    outcome.printNext(deployment);
  }

  private String origin(Deployment deployment) {
    return "requested"
        + deployment.text("requested_by").map(who -> " by " + who).orElse("")
        + Deployment.time(deployment.json(), "created_at")
            .map(at -> " at " + TimeText.dateAndClock(at, session.zone()))
            .orElse("")
        + deployment.text("reason").map(why -> ": " + why).orElse("");
  }
}
