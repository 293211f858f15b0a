package dev.slipway.storage.aws;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was denied to whom, parsed from IAM's message.
 *
 * @param resource {@code *} if the message names none
 * @param explicitly whether a statement denies it; then an allowing one would not help
 * @param policy the kind of policy that is the cause; empty if the message names none
 */
record AccessDenial(String action, String resource, boolean explicitly, String policy) {
  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform:?\\s+([a-z0-9-]+:[A-Za-z*]+)");
  private static final Pattern RESOURCE = Pattern.compile("on resource:?\\s+([^\\s,]+)");

  private static final Pattern EXPLICIT =
      Pattern.compile("explicit deny(?: in an? ([a-z -]+ (?:policy|boundary)))?");
  private static final Pattern MISSING =
      Pattern.compile("because no ([a-z -]+ (?:policy|boundary)) allows");

  static Optional<AccessDenial> parse(String text) {
    var action = ACTION.matcher(text);
    if (!action.find()) {
      return Optional.empty();
    }
    var resource = RESOURCE.matcher(text);
    var explicit = EXPLICIT.matcher(text);
    var missing = MISSING.matcher(text);
    boolean explicitly = explicit.find();
    String policy = explicitly ? explicit.group(1) : missing.find() ? missing.group(1) : null;
    return Optional.of(
        new AccessDenial(
            action.group(1),
            resource.find() ? resource.group(1).replaceAll("[.\"']+$", "") : "*",
            explicitly,
            policy == null ? "" : policy));
  }

  Failure failure(List<String> seen) {
    // The remedy first: evidence is truncated at the end.
    seen.addFirst(statement());
    return Failure.of(
            FailureType.ACCESS_DENIED,
            "The deploying identity may not %s on %s."
                .formatted(action, resource.equals("*") ? "anything" : resource),
            seen)
        .withNextAction(remedy());
  }

  private String remedy() {
    if (explicitly) {
      return "A statement denies it; remove %s from that %s, then retry."
          .formatted(action, policy.isEmpty() ? "policy" : policy);
    }
    return "Add %s to %s, then retry."
        .formatted(
            statement(),
            policy.isEmpty() || policy.startsWith("identity")
                ? "a policy of the deploying identity"
                : "the " + policy + " of the deploying identity");
  }

  /** The IAM statement that would allow it. */
  String statement() {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(action, resource);
  }
}
