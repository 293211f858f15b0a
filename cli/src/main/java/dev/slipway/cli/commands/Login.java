package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.http.Token;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.signin.Browser;
import dev.slipway.cli.signin.BrowserSignIn;
import dev.slipway.cli.signin.TokenSource;
import dev.slipway.cli.view.IdentityText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway login}. */
@Command(
    name = "login",
    header = "Sign in to a server.",
    description = {
      "Opens the server's page, where you confirm; the token is stored for this server, readable",
      "by you only. $SLIPWAY_TOKEN goes before what is stored."
    },
    footer = {
      "",
      "Examples:",
      "  slipway login --server https://slipway.example.com",
      "  slipway login --with-token < token          where there is no browser"
    })
final class Login extends Verb {
  @Option(
      names = "--with-token",
      description = "Read a token from standard input instead of opening a browser.")
  private boolean withToken;

  Login(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ServerAddress server = address();
    try {
      server.requireSafeForTokens();
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
    print(withToken ? withToken(server) : withBrowser(server), this::say);
    if (session.tokens().isInEnvironment()) {
      console().err("$%s is set, and goes before it.".formatted(TokenSource.VARIABLE));
    }
    return ExitCode.DONE;
  }

  private ObjectNode withBrowser(ServerAddress server) {
    var browser = new Browser(session.environment());
    JsonNode answer = new BrowserSignIn(server, console(), browser, BrowserSignIn.TIMEOUT).run();
    Token token =
        Token.in(answer.path("token").asText(""))
            .orElseThrow(() -> new UsageError(server + " gave no token; is it a Slipway server?"));
    return stored(server, token, answer);
  }

  private ObjectNode withToken(ServerAddress server) {
    Token token =
        Token.in(console().askSecret("Token").orElseGet(this::piped))
            .orElseThrow(
                () ->
                    new UsageError(
                        "standard input: not a token (expected: one word, such as slp_…)"));
    JsonNode whoami =
        waitingFor("asking the server", () -> api(server, token).get(Path.of("whoami")));
    return stored(server, token, whoami);
  }

  private String piped() {
    try {
      // More can be no token; one with further text after it is none either.
      byte[] text = console().input().readNBytes(2 * Token.LARGEST);
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageError("standard input can't be read: " + e.getMessage());
    }
  }

  /** Stores it, and returns what may be shown of it. */
  private ObjectNode stored(ServerAddress server, Token token, JsonNode answer) {
    String expiresAt = Json.text(answer, "expires_at").orElse(null);
    session.tokens().credentials().put(server, token, expiresAt);
    ObjectNode shown = Json.object().put("server", server.toString());
    shown.set("principal", answer.path("principal"));
    Json.put(shown, "expires_at", expiresAt);
    return shown;
  }

  private void say(JsonNode shown) {
    console()
        .out(
            "Signed in to %s as %s%s."
                .formatted(
                    shown.path("server").asText(),
                    IdentityText.name(shown.path("principal")),
                    IdentityText.until(shown, session.zone())));
  }
}
