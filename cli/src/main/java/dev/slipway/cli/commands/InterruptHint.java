package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;

/** Says what goes on without us, should Ctrl-C end the command. */
final class InterruptHint implements AutoCloseable {
  private final Thread hook;

  InterruptHint(Console console, String hint) {
    this.hook = new Thread(() -> console.err("\n" + hint));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Too late: the hint is on its way.
      return;
    }
  }
}
