package dev.slipway.cli.commands;

import picocli.CommandLine.Command;

/** {@code slipway abort}. */
@Command(
    name = "abort",
    header = "Abort a parked deployment; what it created is undone.",
    footer = {"", "Example:", "  slipway abort ID --reason \"not worth fixing\""})
final class Abort extends Intervention {
  Abort(Session session) {
    super(session, "abort");
  }
}
