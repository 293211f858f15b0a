package dev.slipway.e2e.scenarios;

import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A kill -9 during an operation.
 *
 * @param place the operation's place in its scenario
 * @param after how long the operation has been running by then
 */
record Strike(int place, Target target, Duration after) {
  /** A deployment of changed code takes about this long. */
  private static final int MAX_MILLIS = 4_000;

  /** What is killed; worker and starter are one JVM here. */
  enum Target {
    JVM,
    TEMPORAL
  }

  /**
   * A kill of one or the other during an operation that causes work. Everything then stops for a
   * quarter of a minute, for all scenarios being played.
   */
  static Optional<Strike> during(Scenario scenario) {
    var random = new Random(~scenario.seed() * 0x9E3779B97F4A7C15L);
    List<Integer> places =
        IntStream.range(0, scenario.operations().size())
            .filter(place -> isWork(scenario.operations().get(place)))
            .boxed()
            .toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Target[] targets = Target.values();
    return Optional.of(
        new Strike(
            places.get(random.nextInt(places.size())),
            targets[Math.floorMod(scenario.seed(), targets.length)],
            Duration.ofMillis(random.nextInt(MAX_MILLIS))));
  }

  private static boolean isWork(Operation operation) {
    return switch (operation) {
      case Operation.Deploy deploy -> true;
      case Operation.Reuse reuse -> true;
      case Operation.Destroy destroy -> true;
      case Operation.Retry retry -> true;
      case Operation.Decide decide -> decide.verb() == Operation.Verb.APPROVE;
      default -> false;
    };
  }
}
