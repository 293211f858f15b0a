package dev.slipway.builder;

import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deployment's outputs, with the builder's names. */
sealed interface DeploymentOutputs permits LambdaOutputs, AgentCoreOutputs {
  static Optional<DeploymentOutputs> of(DeploymentView view) {
    return switch (view.outputs()) {
      case null -> Optional.empty();
      case FunctionOutputs function -> Optional.of(LambdaOutputs.of(view, function));
      case RuntimeOutputs runtime -> Optional.of(AgentCoreOutputs.of(view, runtime));
    };
  }

  /** The ARN of what runs the agent. */
  String arn();

  /** Where the agent is called; absent if it has no address of its own. */
  @Nullable String invokeEndpoint();

  boolean streamingCapable();
}
