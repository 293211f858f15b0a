package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.view.Deployment;

/** A decision that a deployment shall end: its end is then what was asked for. */
abstract class Ending extends Intervention {
  Ending(Session session, String action) {
    super(session, action);
  }

  /** Done if it has ended without going live and everything that it created is undone. */
  @Override
  int exitCode(Deployment end) {
    return switch (end.status()) {
      case CANCELED, FAILED ->
          end.list("compensation").stream()
                  .anyMatch(entry -> entry.path("action").asText().equals("failed"))
              ? ExitCode.FAILED
              : ExitCode.DONE;
      case SUCCEEDED -> ExitCode.FAILED;
      case QUEUED, RUNNING, AWAITING_APPROVAL, PARKED, COMPENSATING, UNKNOWN -> super.exitCode(end);
    };
  }
}
