package dev.slipway.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway abort}. */
@Command(
    name = "abort",
    header = "Abort a parked deployment; what it created is undone.",
    footer = {"", "Example:", "  slipway abort ID --reason \"not worth fixing\""})
final class Abort extends Ending {
  @Mixin private Confirmation confirmation = new Confirmation();

  Abort(Session session) {
    super(session, "abort");
  }

  @Override
  boolean isMeant() {
    return confirmation.given(console(), "Abort %s and undo what it created?".formatted(id()));
  }
}
