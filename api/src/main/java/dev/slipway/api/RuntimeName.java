package dev.slipway.api;

import java.util.regex.Pattern;

/** The name of an AgentCore runtime, which takes no hyphens. */
public record RuntimeName(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");

  /** Refuses what AgentCore refuses. */
  public RuntimeName {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "function_name: '%s' (expected: for AgentCore a letter, then at most 47 letters, digits, '_' or '-')"
              .formatted(value));
    }
  }

  /** An agent's: its own with underscores in place of hyphens. */
  public static RuntimeName of(FunctionName agent) {
    return new RuntimeName(agent.value().replace('-', '_'));
  }

  @Override
  public String toString() {
    return value;
  }
}
