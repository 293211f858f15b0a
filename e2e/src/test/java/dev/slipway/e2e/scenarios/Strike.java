package dev.slipway.e2e.scenarios;

import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A kill -9 while an operation goes on.
 *
 * @param after how long the operation has been going on then
 */
record Strike(Target target, Duration after) {
  /** A deployment of changed code takes about that long. */
  private static final int LONGEST_MILLIS = 4_000;

  /** What is killed; worker and starter are one JVM here. */
  enum Target {
    JVM,
    TEMPORAL
  }

  /** One kill of each kind at operations after which there is work to do, by their places. */
  static Map<Integer, Strike> during(Scenario scenario) {
    var random = new Random(~scenario.seed() * 0x9E3779B97F4A7C15L);
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < scenario.operations().size(); place++) {
      if (isWork(scenario.operations().get(place))) {
        places.add(place);
      }
    }
    Collections.shuffle(places, random);
    Iterator<Integer> chosen = places.iterator();
    Map<Integer, Strike> strikes = new HashMap<>();
    for (Target target : Target.values()) {
      if (chosen.hasNext()) {
        var after = Duration.ofMillis(random.nextInt(LONGEST_MILLIS));
        strikes.put(chosen.next(), new Strike(target, after));
      }
    }
    return strikes;
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
