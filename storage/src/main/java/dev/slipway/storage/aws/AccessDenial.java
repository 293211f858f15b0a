package dev.slipway.storage.aws;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was denied to whom, read from IAM's sentence.
 *
 * @param resource {@code *} where the sentence names none
 */
record AccessDenial(String action, String resource) {
  private static final Pattern ACTION =
      Pattern.compile("not authorized to perform:?\\s+([a-z0-9-]+:[A-Za-z*]+)");
  private static final Pattern RESOURCE = Pattern.compile("on resource:?\\s+([^\\s,]+)");

  static Optional<AccessDenial> parse(String text) {
    var action = ACTION.matcher(text);
    if (!action.find()) {
      return Optional.empty();
    }
    var resource = RESOURCE.matcher(text);
    return Optional.of(
        new AccessDenial(
            action.group(1), resource.find() ? resource.group(1).replaceAll("[.\"']+$", "") : "*"));
  }

  Failure failure(List<String> seen) {
    // The remedy first: evidence is cut at the end.
    seen.addFirst(statement());
    return Failure.of(
        FailureType.ACCESS_DENIED,
        "The deploying identity may not %s on %s.".formatted(action, resource),
        seen);
  }

  /** The IAM statement that would allow it. */
  String statement() {
    return "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
        .formatted(action, resource);
  }
}
