package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;
import picocli.CommandLine.Option;

/** Asks before something is changed for good, if a person is there to answer. */
final class Confirmation {
  @Option(
      names = {"--yes", "-y"},
      description = "Don't ask. Nothing is asked in a pipe either.")
  private boolean yes;

  boolean isNeeded(Console console) {
    return !yes && console.isTerminal();
  }

  /** Whether to go on; says so if not. */
  boolean given(Console console, String question) {
    if (!isNeeded(console) || console.confirm(question)) {
      return true;
    }
    console.err("Nothing was changed.");
    return false;
  }
}
