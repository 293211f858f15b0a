package dev.slipway.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway cancel}. */
@Command(
    name = "cancel",
    header = "Cancel a deployment; what it created is undone.",
    footer = {"", "Example:", "  slipway cancel ID --reason \"wrong branch\""})
final class Cancel extends Ending {
  @Mixin private Confirmation confirmation = new Confirmation();

  Cancel(Session session) {
    super(session, "cancel");
  }

  @Override
  boolean isMeant() {
    return confirmation.given(console(), "Cancel %s and undo what it created?".formatted(id()));
  }
}
