package dev.slipway.workflows.scenarios.model;

/**
 * Everything that an agent's answer depends on, except its key.
 *
 * @param code number of the code
 * @param environment value of an environment variable
 */
public record Recipe(int code, int memory, int environment, Flaw flaw) {
  /** What the agent must answer. */
  public String answer(String key) {
    return flaw == Flaw.CRASHES
        ? "code %d crashes".formatted(code)
        : "code %d, %d MB, environment %d, key %s".formatted(code, memory, environment, key);
  }
}
