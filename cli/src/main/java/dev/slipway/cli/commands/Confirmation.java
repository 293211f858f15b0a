package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;
import dev.slipway.cli.request.UsageError;
import picocli.CommandLine.Option;

/** Asks before something is changed for good. */
final class Confirmation {
  @Option(
      names = {"--yes", "-y"},
      description = "Don't ask.")
  private boolean yes;

  /** Whether a person is going to be asked. */
  boolean isNeeded(Console console) {
    return !yes && console.isTerminal();
  }

  /** Whether to go on, without a question where no one can be asked; says so if not. */
  boolean given(Console console, String question) {
    if (!isNeeded(console) || console.confirm(question)) {
      return true;
    }
    console.err("Nothing was changed.");
    return false;
  }

  /**
   * As {@link #given}, for what a script must not do by a slip of its own: where no one can be
   * asked, the caller has to say so.
   */
  boolean givenOrRequired(Console console, String question) {
    if (!yes && !console.isTerminal()) {
      throw new UsageError(
          "--yes: missing, and there is no terminal for the question \"%s\" (expected: --yes)"
              .formatted(question));
    }
    return given(console, question);
  }
}
