package dev.slipway.cli.commands;

import dev.slipway.cli.console.Console;
import dev.slipway.cli.follow.ReconnectPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** What a verb runs in: the console, the environment and the time. */
public record Session(
    Console console, Map<String, String> environment, ReconnectPolicy reconnects, ZoneId zone) {
  Instant now() {
    return reconnects.clock().instant();
  }

  /** The user who runs the command; services and CI often lack the variable. */
  String user() {
    String named = environment.getOrDefault("USER", "");
    return named.isBlank() ? System.getProperty("user.name", "unknown") : named;
  }
}
