package dev.slipway.cli.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway watch}. */
@Command(
    name = "watch",
    header = "Follow a deployment until it is at rest.",
    footer = {"", "Example:", "  slipway watch ID && echo live"})
final class Watch extends Following {
  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id = "";

  Watch(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    return follow(id);
  }
}
