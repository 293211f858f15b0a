package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;

/** Says what continues without us if Ctrl-C ends the command. */
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
      // Too late: the hint is being printed.
      return;
    }
  }
}
