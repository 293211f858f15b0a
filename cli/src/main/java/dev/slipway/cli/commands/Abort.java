package dev.slipway.cli.commands;

import picocli.CommandLine.Command;

/** {@code slipway abort}. */
@Command(
    name = "abort",
    header = "Give up a parked deployment; what it created is undone.",
    footer = {"", "Example:", "  slipway abort ID --reason \"not worth mending\""})
final class Abort extends Intervention {
  Abort(Session session) {
    super(session, "abort");
  }
}
