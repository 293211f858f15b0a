package dev.slipway.cli.follow;

import dev.slipway.cli.http.ServerEvent;

/** What the feed reports: an event, or the state of the connection. */
sealed interface Signal {
  record Received(ServerEvent event) implements Signal {}

  record Connected() implements Signal {}

  /** The connection ended or could not be made; the feed retries. */
  record Lost(String reason) implements Signal {}

  /** The feed gave up, and why. */
  record Ended(RuntimeException cause) implements Signal {}
}
