package dev.slipway.workflows.scenarios.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What a change set asks for, all of it as literals, so that SAM sees every change.
 *
 * @param deployment the deployment that the stack is tagged with
 */
public record StackTemplate(
    String deployment, String codeUri, int memory, String environment, @Nullable String secretArn) {
  /** What SAM hashes into the name of a version: nothing from outside the function. */
  StackTemplate hashed() {
    return new StackTemplate("", codeUri, memory, environment, secretArn);
  }

  /** The same with the memory that a stack already has, if any. */
  public StackTemplate withMemoryOf(@Nullable Stack stack) {
    int other = stack == null ? memory : stack.template().map(StackTemplate::memory).orElse(memory);
    return new StackTemplate(deployment, codeUri, other, environment, secretArn);
  }
}
