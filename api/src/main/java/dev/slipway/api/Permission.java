package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A statement of IAM that allows something, in IAM's own words.
 *
 * @param effect there is only one
 * @param conditions keys with their values, by operator
 */
public record Permission(
    @JsonProperty("Effect") String effect,
    @JsonProperty("Action") List<String> actions,
    @JsonProperty("Resource") List<String> resources,
    @JsonProperty("Condition") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, Map<String, List<String>>> conditions) {
  public static final String ALLOW = "Allow";

  public Permission {
    // The starter decides what is legal; a newer one may allow more than this version knows.
    effect = ALLOW;
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = sorted(conditions);
  }

  /** One without conditions. */
  public Permission(List<String> actions, List<String> resources) {
    this(ALLOW, actions, resources, Map.of());
  }

  private static Map<String, Map<String, List<String>>> sorted(
      @Nullable Map<String, Map<String, List<String>>> conditions) {
    var sorted = new TreeMap<String, Map<String, List<String>>>();
    Objects.requireNonNullElse(conditions, Map.<String, Map<String, List<String>>>of())
        .forEach((operator, keys) -> sorted.put(operator, new TreeMap<>(keys)));
    return Collections.unmodifiableMap(sorted);
  }

  /** Such as {@code dynamodb:GetItem, dynamodb:Query on arn:aws:dynamodb:*:*:table/berths}. */
  @Override
  public String toString() {
    return "%s on %s%s"
        .formatted(
            String.join(", ", actions),
            String.join(", ", resources),
            conditions.isEmpty() ? "" : " if " + conditions);
  }
}
