package dev.slipway.workflows.scenarios.model;

import dev.slipway.workflows.model.OnFailure;
import dev.slipway.workflows.model.QueuePolicy;
import org.jspecify.annotations.Nullable;

/**
 * How an agent shall be deployed.
 *
 * @param keyed whether it brings an API key
 * @param ttlHours how long the agent lives; 0 for good
 * @param opensInHours when its window opens; 0 for at once
 * @param closesInHours when its window closes; 0 for never
 * @param obstacle what goes wrong on the way, through no fault of the request
 */
public record Request(
    Recipe recipe,
    boolean keyed,
    OnFailure onFailure,
    boolean approval,
    boolean smokeTest,
    int ttlHours,
    QueuePolicy policy,
    int opensInHours,
    int closesInHours,
    boolean planOnly,
    @Nullable Obstacle obstacle) {

  /** A request that deploys nothing. */
  static final Request NOTHING =
      new Request(
          new Recipe(0, 0, 0, Flaw.NONE),
          false,
          OnFailure.COMPENSATE,
          false,
          false,
          0,
          QueuePolicy.QUEUE,
          0,
          0,
          false,
          null);

  /** A revision is deployed again as it was, but it stands in the queue on other terms. */
  Request again(@Nullable Obstacle another) {
    return new Request(
        recipe,
        false,
        onFailure,
        approval,
        smokeTest,
        ttlHours,
        QueuePolicy.QUEUE,
        0,
        0,
        false,
        another);
  }

  /** The same at once, and with nothing in its way. */
  Request unobstructed() {
    return new Request(
        recipe, keyed, onFailure, approval, smokeTest, ttlHours, policy, 0, 0, false, null);
  }

  /** The same without anything that keeps it from going live. */
  Request plain() {
    Recipe sound = new Recipe(recipe.code(), recipe.memory(), recipe.environment(), Flaw.NONE);
    return new Request(
        sound, keyed, OnFailure.COMPENSATE, false, true, 0, QueuePolicy.QUEUE, 0, 0, false, null);
  }

  /** The same with another recipe. */
  public Request with(Recipe other) {
    return new Request(
        other,
        keyed,
        onFailure,
        approval,
        smokeTest,
        ttlHours,
        policy,
        opensInHours,
        closesInHours,
        planOnly,
        obstacle);
  }
}
