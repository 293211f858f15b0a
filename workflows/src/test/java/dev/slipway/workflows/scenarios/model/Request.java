package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.OnFailure;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Target;
import org.jspecify.annotations.Nullable;

/**
 * How to deploy an agent.
 *
 * @param target where; all requests of one agent name the same
 * @param keyed whether it includes an API key
 * @param ttlHours how long the agent lives; 0 to never expire
 * @param opensInHours when its window opens; 0 for immediately
 * @param closesInHours when its window closes; 0 for never
 * @param obstacle what goes wrong, through no fault of the request
 */
public record Request(
    Target target,
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
          Target.LAMBDA,
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

  /** A revision is redeployed unchanged, but with other queue terms. */
  Request again(@Nullable Obstacle another) {
    return new Request(
        target,
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

  /** The same immediately, and without obstacles. */
  Request unobstructed() {
    return new Request(
        target, recipe, keyed, onFailure, approval, smokeTest, ttlHours, policy, 0, 0, false, null);
  }

  /** The same without anything that keeps it from going live. */
  Request plain() {
    Recipe sound = new Recipe(recipe.code(), recipe.memory(), recipe.environment(), Flaw.NONE);
    return new Request(
        target,
        sound,
        keyed,
        OnFailure.COMPENSATE,
        false,
        true,
        0,
        QueuePolicy.QUEUE,
        0,
        0,
        false,
        null);
  }

  boolean onAgentCore() {
    return target == Target.AGENTCORE;
  }

  /** The same with another recipe. */
  public Request with(Recipe other) {
    return new Request(
        target,
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
