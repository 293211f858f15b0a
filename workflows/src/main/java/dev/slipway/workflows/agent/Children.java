package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.turn.Withdrawal;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;

/** What an agent signals to its deployments; each result says whether the deployment existed. */
final class Children {
  private Children() {}

  static boolean grant(DeploymentId id, Turn turn) {
    return signal(id, Turn.SIGNAL, turn);
  }

  static boolean withdraw(DeploymentId id, Failure why) {
    return signal(id, Withdrawal.SIGNAL, new Withdrawal(why));
  }

  static Failure supersededBy(DeploymentId other) {
    return Failure.of(FailureType.SUPERSEDED, "Superseded by %s.".formatted(other));
  }

  static Failure windowMissed(QueueTerms terms) {
    return Failure.of(
        FailureType.WINDOW_MISSED, "Its turn had not come by %s.".formatted(terms.notAfter()));
  }

  private static boolean signal(DeploymentId id, String name, Object what) {
    try {
      Workflow.newUntypedExternalWorkflowStub(id.value()).signal(name, what);
      return true;
    } catch (TemporalFailure nobodyThere) {
      return false;
    }
  }
}
