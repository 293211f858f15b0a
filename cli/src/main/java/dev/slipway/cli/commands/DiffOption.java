package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.view.DiffText;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Shows what a decision changes before it is made: whoever is asked sees it anyway. */
final class DiffOption {
  /** A decision that makes the change set: it can't be compared before. */
  static final String RESOURCES_LATER =
      "Resources are compared once CloudFormation has made the change set: in step samDeploy.";

  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  @Option(
      names = "--diff",
      description = "Print what it changes in code, settings and cost, also where no one is asked.")
  private boolean diff;

  boolean isWanted(Confirmation confirmation, Console console) {
    return diff || confirmation.isNeeded(console);
  }

  /** Prints a comparison; code that is gone is no reason not to decide. */
  void show(Verb verb, String agent, Supplier<JsonNode> comparing) {
    try {
      JsonNode comparison = verb.waitingFor("comparing", comparing);
      new DiffText(verb.besideJson(), agent).print(comparison);
    } catch (ApiProblem unseen) {
      if (unseen.status() != NOT_FOUND && unseen.status() != GONE) {
        throw unseen;
      }
      verb.console().err("What it changes can't be shown: " + unseen.getMessage());
    }
  }
}
