package dev.slipway.cli.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Signs in by the browser, in which the person may be signed in already. */
public final class BrowserSignIn {
  /** Enough to find a password and a second factor. */
  public static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final ServerAddress server;
  private final Console console;
  private final Browser browser;
  private final Duration timeout;

  /**
   * Creates it.
   *
   * @param timeout how long to wait for the person
   */
  public BrowserSignIn(ServerAddress server, Console console, Browser browser, Duration timeout) {
    this.server = server;
    this.console = console;
    this.browser = browser;
    this.timeout = timeout;
  }

  /** The server's answer, with the token. */
  public JsonNode run() {
    Pkce pkce = Pkce.create();
    var request = Json.object().put("login_code", code(pkce)).put("verifier", pkce.verifier());
    return new Api(server, null).post(Path.of("login", "exchange"), request);
  }

  private String code(Pkce pkce) {
    try (var callback = Callback.listen(pkce, console)) {
      String address =
          "%s/login/cli?port=%d&state=%s&challenge=%s"
              .formatted(server, callback.port(), pkce.state(), pkce.challenge());
      console.err("Sign in with a browser on this machine:\n  " + address);
      browser.open(address);
      Callback.@Nullable Answer answer =
          SilenceBreaker.during(console, "waiting for the browser", () -> await(callback));
      if (answer == null) {
        throw new SignInFailed(
            "No one signed in within %d minutes. Without a browser on this machine: %s login --with-token"
                .formatted(timeout.toMinutes(), console.command()));
      }
      if (answer.code() == null) {
        throw new SignInFailed("The sign-in was declined in the browser.");
      }
      return answer.code();
    }
  }

  private Callback.@Nullable Answer await(Callback callback) {
    try {
      return callback.await(timeout).orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SignInFailed("The sign-in was interrupted.");
    }
  }
}
