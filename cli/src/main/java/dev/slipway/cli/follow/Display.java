package dev.slipway.cli.follow;

import dev.slipway.cli.http.ServerEvent;
import java.time.Duration;

/** Shows how a deployment goes on. */
interface Display {
  /** Shows an event that the progress has taken in already. */
  void show(ServerEvent event, Progress progress);

  /** Shows that time passes; the outage is empty while connected. */
  void tick(Progress progress, String outage);

  /** How long it wants to be left alone before the next tick. */
  Duration untilTick(Progress progress);

  /** Leaves the screen as it is for what comes after. */
  void end(Progress progress);
}
