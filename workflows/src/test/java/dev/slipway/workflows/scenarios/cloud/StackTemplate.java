package dev.slipway.workflows.scenarios.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What a change set asks for, all of it as literals, so that SAM sees every change.
 *
 * @param deployment tags the stack with the one that wants it
 */
public record StackTemplate(
    String deployment, String codeUri, int memory, String environment, @Nullable String secretArn) {
  /** What SAM hashes into the name of a version: nothing that stays out of the function. */
  StackTemplate hashed() {
    return new StackTemplate("", codeUri, memory, environment, secretArn);
  }

  /** The same with the memory that a stack has already, if it has any. */
  public StackTemplate withMemoryOf(@Nullable Stack stack) {
    int other = stack == null ? memory : stack.template().map(StackTemplate::memory).orElse(memory);
    return new StackTemplate(deployment, codeUri, other, environment, secretArn);
  }
}
