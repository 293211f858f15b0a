package dev.slipway.activities.preflight;

import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Preflight;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** What a preflight asks about the place that an agent is to run on. */
public interface Surroundings {
  /** What stops the deployment, and what should be known. */
  record Outlook(List<Failure> failures, List<Finding> warnings) {
    public static final Outlook CLEAR = new Outlook(List.of(), List.of());
  }

  /** The service that takes the agent's role, such as {@code lambda.amazonaws.com}. */
  String service();

  /** Fails with NameTaken when what would run the agent belongs to someone else. */
  boolean nameIsFree(Preflight.Input input);

  /**
   * What the deployment does there, besides its stack.
   *
   * @param role the ARN of the agent's role
   */
  List<Permissions.Wanted> permissions(Preflight.Input input, String role);

  /** Fails with NameTaken when the agent of the stack can't become the one that is asked for. */
  default void requireSuccessor(Preflight.Input input, Stack stack) {}

  /** The account's quotas there. */
  Outlook quotas(Preflight.Input input, Consumer<String> log);

  /** The log group that the agent writes to, as IAM names it. */
  String logGroup(Preflight.Input input);

  /** The state of the agent's stack, with what is live. */
  StackSnapshot snapshot(String region, Stack stack, String template);
}
