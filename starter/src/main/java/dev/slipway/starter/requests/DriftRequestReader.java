package dev.slipway.starter.requests;

import dev.slipway.api.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads how often an agent is to be checked. */
@Component
public final class DriftRequestReader {
  /** Each check is a minute of CloudFormation's work. */
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private static final Duration LONGEST = Duration.ofDays(30);
  private static final String OFF = "off";

  /**
   * What was requested.
   *
   * @param every the interval from now on; absent when it is unchanged
   * @param off whether to check it on demand only
   */
  public record Asked(@Nullable Duration every, boolean off) {}

  /** Reads {@code {every?}}: a duration such as {@code 6h}, or {@code off}. */
  public Asked read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    Asked asked = fields.value("every", DriftRequestReader::asked).orElse(new Asked(null, false));
    fields.rejectOthers();
    errors.throwIfAny();
    return asked;
  }

  private static Asked asked(String text) {
    if (text.strip().equals(OFF)) {
      return new Asked(null, true);
    }
    Duration every = Durations.read("every", text);
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "every: '%s' (expected: 5m to 30d, or off)".formatted(text));
    }
    return new Asked(every, false);
  }
}
