package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.turn.Revision;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks whether an agent can accept a request in its current state. */
final class AdmissionChecks {
  private AdmissionChecks() {}

  /** The revision as of now; a redeploy uses whatever is live when its turn comes. */
  static Revision require(AgentMemory memory, Reuse reuse) {
    Revision live = requireLive(memory);
    if (reuse.revision() == null) {
      return live;
    }
    int number = reuse.revision();
    if (live.number() == number) {
      throw refused(
          "Revision %d is the live one (expected: %s)."
              .formatted(number, listed(memory.revisions().offered())));
    }
    return memory
        .revisions()
        .find(number)
        .orElseThrow(
            () ->
                refused(
                    "There is no revision %d to roll back to (expected: %s)."
                        .formatted(number, listed(memory.revisions().offered()))));
  }

  /** A rollback replaces what is running; an agent being taken down accepts no more. */
  static void requireStanding(AgentMemory memory) {
    memory
        .queue()
        .running()
        .map(memory.queue()::place)
        .filter(Place::destroys)
        .ifPresent(
            place -> {
              throw beingTakenDown(place.id());
            });
  }

  /** Refuses a request that does not want to wait but would have to. */
  static void requireRoomFor(QueuePolicy policy, AgentMemory memory) {
    if (policy == QueuePolicy.REJECT && !memory.queue().empty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "queue_policy: reject, and %s (expected: an idle agent)"
              .formatted(
                  memory
                      .queue()
                      .running()
                      .map(id -> id + " is running")
                      .orElse("others are waiting")),
          AgentWorkflow.BUSY);
    }
  }

  /** An agent's lifetime can be set only while it is live. */
  static void requireLasting(AgentMemory memory) {
    requireLive(memory);
    requireStanding(memory);
    requireUnexpired(memory);
  }

  /** Its destroy may have been started, and not be running yet. */
  private static void requireUnexpired(AgentMemory memory) {
    Optional<DeploymentId> destroy = memory.expiry().map(Expiry::destroy);
    if (destroy.isPresent()
        && Workflow.getVersion("no-ttl-once-expired", Workflow.DEFAULT_VERSION, 1)
            > Workflow.DEFAULT_VERSION) {
      throw beingTakenDown(destroy.get());
    }
  }

  private static ApplicationFailure beingTakenDown(DeploymentId by) {
    return ApplicationFailure.newNonRetryableFailure(
        "The agent is being taken down by %s.".formatted(by), AgentWorkflow.BUSY);
  }

  private static Revision requireLive(AgentMemory memory) {
    return memory
        .revisions()
        .live()
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "Nothing of this agent is live (expected: a revision).",
                    AgentWorkflow.NOTHING_LIVE));
  }

  private static ApplicationFailure refused(String sentence) {
    return ApplicationFailure.newNonRetryableFailure(sentence, AgentWorkflow.NOT_OFFERED);
  }

  private static String listed(List<Integer> numbers) {
    return numbers.isEmpty()
        ? "a second deployment first; there is no other revision yet"
        : "one of " + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
