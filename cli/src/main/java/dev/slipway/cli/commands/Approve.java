package dev.slipway.cli.commands;

import picocli.CommandLine.Command;

/** {@code slipway approve}. */
@Command(
    name = "approve",
    header = "Approve the plan of a deployment that waits for it.",
    footer = {"", "Example:", "  slipway approve ID --reason \"reviewed with Kim\""})
final class Approve extends Intervention {
  Approve(Session session) {
    super(session, "approve");
  }
}
