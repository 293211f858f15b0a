package dev.slipway.cli.follow;

import dev.slipway.cli.http.ServerEvent;

/** What the feed tells: an event, or how the connection fares. */
sealed interface Signal {
  record Received(ServerEvent event) implements Signal {}

  record Connected() implements Signal {}

  /** The connection ended or could not be made; the feed tries again. */
  record Lost(String reason) implements Signal {}

  /** The feed gave up, and why. */
  record Ended(RuntimeException cause) implements Signal {}
}
