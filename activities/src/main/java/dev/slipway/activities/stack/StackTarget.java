package dev.slipway.activities.stack;

import dev.slipway.api.Target;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Which target's agent a stack belongs to, by the parameter that names what runs it. */
public final class StackTarget {
  private static final Map<Target, String> PARAMETERS =
      Map.of(Target.LAMBDA, "FunctionName", Target.AGENTCORE, "RuntimeName");

  private StackTarget() {}

  /** Empty for a stack of someone else. */
  public static Optional<Target> of(Stack stack) {
    return PARAMETERS.keySet().stream()
        .filter(target -> name(stack, target).isPresent())
        .findFirst();
  }

  /** The name of the function or the runtime; empty if the stack is not an agent's there. */
  public static Optional<String> name(Stack stack, Target target) {
    return stack.parameters().stream()
        .filter(parameter -> parameter.parameterKey().equals(parameter(target)))
        .map(Parameter::parameterValue)
        .findFirst();
  }

  /** The parameter that holds it. */
  public static String parameter(Target target) {
    return PARAMETERS.getOrDefault(target, "");
  }
}
