package dev.slipway.cli.follow;

import dev.slipway.cli.http.ServerEvent;
import java.time.Duration;

/** Shows a deployment's progress. */
interface Display {
  /** Shows an event that the progress already includes. */
  void show(ServerEvent event, Progress progress);

  /** Shows that time is passing; the outage is empty while connected. */
  void tick(Progress progress, String outage);

  /** How long until it needs the next tick. */
  Duration untilTick(Progress progress);

  /** Leaves the screen ready for what comes next. */
  void end(Progress progress);
}
