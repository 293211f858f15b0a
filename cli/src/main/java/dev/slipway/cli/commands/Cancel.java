package dev.slipway.cli.commands;

import picocli.CommandLine.Command;

/** {@code slipway cancel}. */
@Command(
    name = "cancel",
    header = "Cancel a deployment; what it created is undone.",
    footer = {"", "Example:", "  slipway cancel ID --reason \"wrong branch\""})
final class Cancel extends Intervention {
  Cancel(Session session) {
    super(session, "cancel");
  }
}
