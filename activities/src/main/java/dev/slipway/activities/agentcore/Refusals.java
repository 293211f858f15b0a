package dev.slipway.activities.agentcore;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.storage.redaction.KnownSecrets;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.BedrockAgentCoreControlException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ConflictException;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.ValidationException;

/** What AgentCore means when it refuses a change; its other errors are those of every service. */
final class Refusals {
  /** A new role is known everywhere within seconds; these attempts take a minute. */
  private static final int ATTEMPTS_FOR_THE_ROLE = 7;

  private static final Pattern ROLE = Pattern.compile("(?i)role validation failed|assume");

  private Refusals() {}

  static <T> T explained(Supplier<T> change) {
    try {
      return change.get();
    } catch (ConflictException busy) {
      throw Failure.of(
              FailureType.STACK_BUSY,
              "AgentCore is still busy with another change of the runtime.",
              evidence(busy))
          .withNextAction("Wait until AgentCore has finished the other change, then retry.")
          .toException(busy);
    } catch (ValidationException invalid) {
      throw (ROLE.matcher(reason(invalid)).find() ? role(invalid) : refused(invalid))
          .toException(invalid);
    }
  }

  private static Failure role(ValidationException invalid) {
    return Heartbeats.attempt() < ATTEMPTS_FOR_THE_ROLE
        ? Failure.of(
            FailureType.AWS_UNAVAILABLE,
            "AgentCore can't assume the agent's role yet.",
            evidence(invalid))
        : Failure.of(
                FailureType.ROLE_UNUSABLE,
                "AgentCore can't assume the agent's role.",
                evidence(invalid))
            .withNextAction(
                "Let the role's trust policy allow sts:AssumeRole to bedrock-agentcore.amazonaws.com, then retry; or retry without execution_role, so that the agent gets a role of its own.");
  }

  private static Failure refused(ValidationException invalid) {
    return Failure.of(
        FailureType.RUNTIME_FAILED,
        "AgentCore refused the change: " + reason(invalid),
        evidence(invalid));
  }

  private static String evidence(BedrockAgentCoreControlException refusal) {
    return "%s: %s (request %s)"
        .formatted(refusal.getClass().getSimpleName(), reason(refusal), refusal.requestId());
  }

  private static String reason(BedrockAgentCoreControlException refusal) {
    return KnownSecrets.mask(
        refusal.awsErrorDetails() == null
            ? String.valueOf(refusal.getMessage())
            : String.valueOf(refusal.awsErrorDetails().errorMessage()));
  }
}
