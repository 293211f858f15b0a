package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.ConsoleBeside;
import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.http.Token;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.signin.FoundToken;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What all verbs share: the server, JSON for scripts, help. */
@Command(
    mixinStandardHelpOptions = true,
    showDefaultValues = false,
    usageHelpAutoWidth = true,
    sortOptions = false)
abstract class Verb implements Callable<Integer> {
  final Session session;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      order = 90,
      description = "Print only the API's JSON on standard output.")
  boolean json;

  @Option(
      names = "--server",
      scope = ScopeType.INHERIT,
      order = 91,
      paramLabel = "URL",
      description = "The server ($SLIPWAY_URL, else " + ServerAddress.DEFAULT + ").")
  private @Nullable String server;

  Verb(Session session) {
    this.session = session;
  }

  final Console console() {
    return session.console();
  }

  /** The server's address, as given. */
  final String server() {
    String fromEnvironment = session.environment().getOrDefault("SLIPWAY_URL", "");
    return server != null
        ? server
        : fromEnvironment.isBlank() ? ServerAddress.DEFAULT : fromEnvironment;
  }

  final ServerAddress address() {
    try {
      return ServerAddress.of(server());
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
  }

  /** The server, as the one who is signed in. */
  final Api api() {
    ServerAddress address = address();
    return api(address, session.tokens().find(address).map(FoundToken::token).orElse(null));
  }

  static Api api(ServerAddress address, @Nullable Token token) {
    try {
      return new Api(address, token);
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
  }

  /** Calls the server, saying what it is waiting for if that takes long. */
  final JsonNode waitingFor(String what, Supplier<JsonNode> call) {
    return SilenceBreaker.during(console(), what, call);
  }

  /** Where a person reads what is not the answer: beside it, if that is JSON. */
  final Console besideJson() {
    return json ? new ConsoleBeside(console()) : console();
  }

  /** Prints the answer as JSON or as text. */
  final void print(JsonNode answer, Consumer<JsonNode> asText) {
    if (json) {
      console().out(Json.pretty(answer));
    } else {
      asText.accept(answer);
    }
  }
}
