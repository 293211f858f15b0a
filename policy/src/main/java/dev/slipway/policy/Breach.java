package dev.slipway.policy;

import dev.slipway.policy.Rule.Requirement;

/**
 * Something in a request that a rule does not allow.
 *
 * @param got the request's value, in words
 */
public record Breach(Rule rule, Requirement requirement, String got) {
  /** The name of the field in a request. */
  public String field() {
    return requirement.field().name();
  }

  /** What was got, what was expected, and whose rule it is. */
  public String message() {
    return "%s: %s (expected: %s, by %s)"
        .formatted(field(), got, requirement.demand().expected(), rule.words());
  }
}
