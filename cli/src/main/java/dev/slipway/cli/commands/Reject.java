package dev.slipway.cli.commands;

import picocli.CommandLine.Command;

/** {@code slipway reject}. */
@Command(
    name = "reject",
    header = "Reject the plan of a deployment that is waiting for approval.",
    footer = {"", "Example:", "  slipway reject ID --reason \"replaces the queue\""})
final class Reject extends Ending {
  Reject(Session session) {
    super(session, "reject");
  }
}
