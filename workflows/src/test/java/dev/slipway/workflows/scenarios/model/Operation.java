package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.QueuePolicy;
import org.jspecify.annotations.Nullable;

/** One user action; agents are numbered, deployments have ids. */
public sealed interface Operation {
  record Deploy(String id, int agent, Request request) implements Operation {}

  /** Sends the request of an earlier deployment again, under the same id. */
  record Repeat(String id) implements Operation {}

  /** Deploys a revision again: an earlier one, or the live one when {@code revision} is 0. */
  record Reuse(String id, int agent, int revision, QueuePolicy policy, @Nullable Obstacle obstacle)
      implements Operation {}

  record Destroy(String id, int agent) implements Operation {}

  record Retry(String id, Patch patch) implements Operation {}

  record Decide(Verb verb, String id) implements Operation {}

  /** Sets how long the agent lives from now on; never expires if {@code hours} is 0. */
  record SetTtl(int agent, int hours) implements Operation {}

  /** Time passes. */
  record Pass(int hours) implements Operation {}

  /** Someone publishes another memory size manually. */
  record Tamper(int agent) implements Operation {}

  /** Someone terminates the workflow of an agent with nothing running or waiting. */
  record Terminate(int agent) implements Operation {}

  /** Pauses the first one at a call, does the other meanwhile, and resumes it. */
  record Meanwhile(Operation first, Hold hold, Operation then) implements Operation {
    /** The paused deployment. */
    public String id() {
      return switch (first) {
        case Deploy deploy -> deploy.id();
        case Reuse reuse -> reuse.id();
        case Retry retry -> retry.id();
        case Decide decide -> decide.id();
        case Destroy destroy -> destroy.id();
        default -> throw new IllegalArgumentException(first + " deploys nothing");
      };
    }
  }

  /** What people do to a deployment. */
  enum Verb {
    CANCEL,
    ABORT,
    APPROVE,
    REJECT
  }
}
