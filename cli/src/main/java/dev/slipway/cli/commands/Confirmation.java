package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;
import dev.slipway.cli.request.UsageError;
import picocli.CommandLine.Option;

/**
 * Asks before something is changed for good; where nobody can be asked, the caller has to say so.
 */
final class Confirmation {
  @Option(
      names = {"--yes", "-y"},
      description = "Don't ask. In a pipe, where nobody can be asked, it is required.")
  private boolean yes;

  /** Whether a person is going to be asked. */
  boolean isNeeded(Console console) {
    return !yes && console.isTerminal();
  }

  /** Whether to go on; says so if not. */
  boolean given(Console console, String question) {
    if (yes) {
      return true;
    }
    if (!console.isTerminal()) {
      throw new UsageError(
          "--yes: missing, and there is no terminal for the question \"%s\" (expected: --yes)"
              .formatted(question));
    }
    if (console.confirm(question)) {
      return true;
    }
    console.err("Nothing was changed.");
    return false;
  }
}
