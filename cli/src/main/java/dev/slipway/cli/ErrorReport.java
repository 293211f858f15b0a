package dev.slipway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerUnreachable;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.signin.SignInFailed;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors and maps them to exit codes. */
final class ErrorReport {
  /** An API token that was given in the wrong place. */
  private static final Pattern TOKEN = Pattern.compile("slp_[\\w-]+");

  private final Console console;
  private final boolean json;

  ErrorReport(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Picocli's handler for arguments it does not understand. */
  int wrongUsage(ParameterException e, String[] args) {
    say("wrong_usage", String.valueOf(e.getMessage()));
    if (!json) {
      UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
      String verb = e.getCommandLine().getCommandName();
      console.err(
          "See: " + console.command() + " help" + ("slipway".equals(verb) ? "" : " " + verb));
    }
    return ExitCode.USAGE;
  }

  /** For a file of defaults that can't be used. */
  int wrongFile(UsageError e) {
    say("wrong_usage", String.valueOf(e.getMessage()));
    return ExitCode.USAGE;
  }

  /** Picocli's handler for what a verb throws. */
  int failure(Exception e, CommandLine commandLine, ParseResult parsed) {
    return switch (e) {
      case ApiProblem problem -> problem(problem);
      case ServerUnreachable _ -> {
        say("server_unreachable", String.valueOf(e.getMessage()));
        hint("Start one with ./slipway up, or set it with --server or SLIPWAY_URL.");
        yield ExitCode.UNREACHABLE;
      }
      case SignInFailed _ -> {
        say("sign_in_failed", String.valueOf(e.getMessage()));
        yield ExitCode.FAILED;
      }
      case UsageError _ -> {
        say("wrong_usage", String.valueOf(e.getMessage()));
        yield ExitCode.USAGE;
      }
      default -> {
        say("internal_error", "An error in the command line itself: " + e);
        yield ExitCode.FAILED;
      }
    };
  }

  private int problem(ApiProblem problem) {
    if (json) {
      console.out(Json.pretty(problem.body()));
    } else {
      console.err(console.paint().red("error: ") + problem.getMessage());
      problem.errorLines().forEach(console::err);
      currentStatus(problem.body());
    }
    if (problem.isNotSignedIn()) {
      hint(
          "Sign in: "
              + console.command()
              + " login. The stack that ./slipway up starts needs no sign-in on its"
              + " machine.");
    }
    if (problem.isUpstream()) {
      return ExitCode.FAILED;
    }
    if (problem.isOutage()) {
      return ExitCode.UNREACHABLE;
    }
    if (problem.isAboutCodeOnly()) {
      return ExitCode.FAILED; // As for 'check': the command was right, the code is not.
    }
    return problem.status() >= 500 ? ExitCode.FAILED : ExitCode.USAGE;
  }

  private void currentStatus(JsonNode body) {
    // RFC 9457 reserves "status" for the HTTP code; the deployment's own has another field.
    Json.text(body, "current_status").ifPresent(status -> console.err("status now: " + status));
  }

  private void say(String code, String text) {
    String message = TOKEN.matcher(text).replaceAll("slp_…");
    if (json) {
      console.out(Json.pretty(Json.object().put("title", message).put("code", code)));
    } else {
      console.err(console.paint().red("error: ") + message);
    }
  }

  private void hint(String text) {
    if (!json) {
      console.err(text);
    }
  }
}
