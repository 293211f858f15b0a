package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.http.ServerUnreachable;
import dev.slipway.cli.http.Token;
import dev.slipway.cli.signin.Credentials;
import dev.slipway.cli.signin.TokenSource;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code slipway logout}. */
@Command(
    name = "logout",
    header = "Revoke and forget the token that 'slipway login' stored.",
    description = "Exits with 1 or 3 if it was forgotten, but could not be revoked.",
    footer = {"", "Example:", "  slipway logout --server https://slipway.example.com"})
final class Logout extends Verb {
  /**
   * What became of the token.
   *
   * @param problem why it could not be revoked; empty if it can no longer be used
   */
  private record Outcome(int exitCode, String problem) {
    static final Outcome REVOKED = new Outcome(ExitCode.DONE, "");

    boolean isRevoked() {
      return problem.isEmpty();
    }
  }

  Logout(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ServerAddress server = address();
    Credentials credentials = session.tokens().credentials();
    Optional<Token> token = credentials.find(server);
    if (session.tokens().isInEnvironment()) {
      console().err("$%s is set, and still signs you in.".formatted(TokenSource.VARIABLE));
    }
    if (token.isEmpty()) {
      say(server, false, false, "You were not signed in to %s.".formatted(server));
      return ExitCode.DONE;
    }
    Outcome outcome = revoke(server, token.get());
    credentials.remove(server);
    say(server, true, outcome.isRevoked(), "Signed out of %s.".formatted(server));
    if (!outcome.isRevoked()) {
      console().err("The token is forgotten, but not revoked: " + outcome.problem());
    }
    return outcome.exitCode();
  }

  private void say(ServerAddress server, boolean forgotten, boolean revoked, String text) {
    print(
        Json.object()
            .put("server", server.toString())
            .put("forgotten", forgotten)
            .put("revoked", revoked),
        _ -> console().out(text));
  }

  private Outcome revoke(ServerAddress server, Token token) {
    try {
      Api api = api(server, token);
      JsonNode whoami = waitingFor("asking the server", () -> api.get(Path.of("whoami")));
      Optional<String> id = Json.text(whoami.path("principal"), "token_id");
      if (id.isEmpty()) {
        return new Outcome(
            ExitCode.FAILED,
            "it is not one of the server's own, and stays valid until it expires.");
      }
      waitingFor("asking the server", () -> api.delete(Path.of("tokens", id.get())));
      return Outcome.REVOKED;
    } catch (ServerUnreachable e) {
      return new Outcome(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()));
    } catch (ApiProblem problem) {
      // A token that the server refuses needs no revoking.
      return problem.isNotSignedIn()
          ? Outcome.REVOKED
          : new Outcome(
              problem.isOutage() ? ExitCode.UNREACHABLE : ExitCode.FAILED,
              String.valueOf(problem.getMessage()));
    }
  }
}
