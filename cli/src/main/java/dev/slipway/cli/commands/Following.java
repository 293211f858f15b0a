package dev.slipway.cli.commands;

import dev.slipway.cli.follow.Follower;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.OutcomeText;
import dev.slipway.cli.view.StatusText;
import picocli.CommandLine.Option;

/** A verb that follows a deployment until it is at rest. */
abstract class Following extends Verb {
  @Option(names = "--logs", description = "Show the steps' output while waiting.")
  private boolean logs;

  Following(Session session) {
    super(session);
  }

  final int follow(String id) {
    var hint =
        new InterruptHint(
            console(), "The deployment continues: " + console().command() + " watch " + id);
    try (hint) {
      var follower =
          Follower.on(console(), api(), session.reconnects(), session.zone(), json, logs);
      Deployment end = follower.follow(id);
      var outcome = new OutcomeText(console(), address(), session.zone());
      print(end.json(), _ -> outcome.print(end));
      return exitCode(end);
    }
  }

  /** What the end of the deployment means for what the verb is for. */
  int exitCode(Deployment end) {
    return StatusText.exitCode(end.status());
  }
}
