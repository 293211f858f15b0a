package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one deployment; it is the caller's idempotency key and the workflow id. */
public record DeploymentId(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  @JsonCreator
  public DeploymentId {
    Patterns.require(
        "deployment_id",
        value,
        FORM,
        "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit");
  }

  /** Parses an id; empty if the text is not a valid one. */
  public static Optional<DeploymentId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new DeploymentId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
