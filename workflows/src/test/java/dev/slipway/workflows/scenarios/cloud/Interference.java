package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.model.Hold;
import dev.slipway.workflows.scenarios.model.Moment;
import dev.slipway.workflows.scenarios.model.Obstacle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a scenario makes happen around the calls of its deployments, each thing once. */
public final class Interference {
  private final Map<String, Obstacle> obstacles = new ConcurrentHashMap<>();
  private final Map<String, HeldCall> holds = new ConcurrentHashMap<>();

  public void obstruct(String deployment, Obstacle obstacle) {
    obstacles.put(deployment, obstacle);
  }

  public HeldCall hold(String deployment, Hold hold) {
    var held = new HeldCall(hold);
    holds.put(deployment, held);
    return held;
  }

  /** No call is paused from now on. */
  public void releaseAll() {
    holds.values().forEach(held -> held.open(false));
    holds.clear();
  }

  /** Called around each attempt. */
  public void at(String activity, Moment moment, String deployment) {
    HeldCall held = holds.get(deployment);
    if (held != null && held.concerns(activity, moment) && holds.remove(deployment, held)) {
      held.stop();
    }
    Obstacle obstacle = obstacles.get(deployment);
    if (obstacle != null
        && obstacle.call().activity().equals(activity)
        && obstacle.moment() == moment
        && obstacles.remove(deployment, obstacle)) {
      FailureType type = obstacle.passes() ? FailureType.THROTTLED : FailureType.ACCESS_DENIED;
      throw Failure.of(type, "%s %s".formatted(moment, activity), "scripted").toException();
    }
  }
}
