package dev.slipway.workflows.model;

import java.time.Duration;

/**
 * How long a deployment may wait and work. They are part of its order, so that a setting changed
 * later does not affect a deployment in flight.
 *
 * @param step one activity of a step, with all its attempts and the wait for a worker
 * @param deployment from its turn to its end; the waits for people and the undo do not count
 * @param queue until its turn comes
 * @param park how long a failed deployment waits for a person
 * @param approval how long a plan waits for a person
 */
public record TimeLimits(
    Duration step, Duration deployment, Duration queue, Duration park, Duration approval) {
  /** A night without a worker; the work itself ends long before, each attempt by its own limit. */
  public static final String STEP = "12h";

  /** Several such steps; no one is still waiting for it by then. */
  public static final String DEPLOYMENT = "24h";

  /** As long as a parked deployment may hold the agent, plus a day. */
  public static final String QUEUE = "96h";

  /** A long weekend: a deployment parked on Friday is still there on Monday. */
  public static final String PARK = "72h";

  /** As long as a parked deployment; a plan older than that should be made again. */
  public static final String APPROVAL = "72h";

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Histories are kept for 90 days by default; a deployment must fit well within that. */
  private static final Duration LONGEST = Duration.ofDays(30);

  public TimeLimits {
    requireSensible(step, deployment, queue, park, approval);
  }

  /** Refuses values that make no sense, naming the setting. */
  public static void requireSensible(
      Duration step, Duration deployment, Duration queue, Duration park, Duration approval) {
    require("step", step);
    require("deployment", deployment);
    require("queue", queue);
    require("park", park);
    require("approval", approval);
  }

  /** The defaults. */
  public static TimeLimits usual() {
    return new TimeLimits(
        Duration.ofHours(12),
        Duration.ofHours(24),
        Duration.ofHours(96),
        Duration.ofHours(72),
        Duration.ofHours(72));
  }

  /** A duration as people write it: in the largest unit that leaves no remainder. */
  public static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 3_600 == 0) {
      return counted(seconds / 3_600, "hour");
    }
    return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  private static void require(String name, Duration value) {
    if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "slipway.limits.%s: %s (expected: 1 s to 30 days, such as 90m or 72h)"
              .formatted(name, value));
    }
  }
}
