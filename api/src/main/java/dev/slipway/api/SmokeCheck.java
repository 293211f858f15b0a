package dev.slipway.api;

import org.jspecify.annotations.Nullable;

/**
 * What the smoke test sends to the live agent and what it expects in the answer.
 *
 * @param payload JSON sent to the agent
 * @param expectation text that the answer must contain; any answer will do when absent
 */
public record SmokeCheck(String payload, @Nullable String expectation) {
  public static final SmokeCheck DEFAULT =
      new SmokeCheck("{\"prompt\":\"Answer in one short sentence: are you there?\"}", null);
}
