package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;
import dev.slipway.cli.follow.ReconnectPolicy;
import dev.slipway.cli.signin.TokenSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** What a verb runs in: the console, the environment and the time. */
public record Session(
    Console console, Map<String, String> environment, ReconnectPolicy reconnects, ZoneId zone) {
  Instant now() {
    return reconnects.clock().instant();
  }

  /** Where tokens are found. */
  TokenSource tokens() {
    return new TokenSource(environment);
  }
}
