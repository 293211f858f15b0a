package dev.slipway.workflows.scenarios.model;

import dev.slipway.workflows.failure.FailureType;
import org.jspecify.annotations.Nullable;

/** What is wrong with an agent, so that its deployment fails until it is corrected. */
public enum Flaw {
  NONE(null, null),
  /** The code does not compile. */
  REJECTED(Call.INJECT, FailureType.CODE_REJECTED),
  /** A requirement can't be resolved. */
  UNBUILDABLE(Call.SAM_BUILD, FailureType.DEPENDENCY_UNRESOLVABLE),
  /** CloudFormation refuses the change set. */
  REFUSED(Call.PLAN_CHANGE, FailureType.CHANGE_SET_FAILED),
  /** A resource fails, and the stack rolls back. */
  BREAKS(Call.SAM_DEPLOY, FailureType.STACK_FAILED),
  /** The agent fails on each call: on Lambda once it is live, on AgentCore before that. */
  CRASHES(Call.SMOKE_TEST, FailureType.AGENT_FAILED);

  private final @Nullable Call call;
  private final @Nullable FailureType failure;

  Flaw(@Nullable Call call, @Nullable FailureType failure) {
    this.call = call;
    this.failure = failure;
  }

  /** Whether this call detects it. */
  boolean foundBy(Call by) {
    return call == by;
  }

  /** How it makes the deployment fail; null if nothing is wrong. */
  public @Nullable FailureType failure() {
    return failure;
  }
}
