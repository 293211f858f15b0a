package dev.slipway.starter.policy;

import dev.slipway.api.Approval;
import dev.slipway.policy.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Something that a rule has added to a request.
 *
 * @param field the setting
 * @param value what it is now
 * @param rule the rule's name
 * @param owner whom to ask about it
 * @param reason what it is for
 */
public record Tightening(
    String field, String value, String rule, String owner, @Nullable String reason) {
  static Tightening approval(Rule rule) {
    return new Tightening(
        "approval", Approval.REQUIRED.wireName(), rule.name(), rule.owner(), rule.reason());
  }
}
