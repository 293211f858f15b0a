package dev.slipway.starter.builder;

import dev.slipway.starter.problems.Complaint;
import dev.slipway.starter.problems.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code {function_url, payload, region?, timeout?}}; the region is known to us. */
record UrlRequest(String functionUrl, String payload, @Nullable Duration timeout) {
  private static final int MOST_SECONDS = 900;
  private static final int LONGEST_URL = 2_000;
  private static final double MILLIS = 1_000;

  static UrlRequest read(JsonNode body) {
    List<Complaint> complaints = new ArrayList<>();
    JsonNode url = body.path("function_url");
    if (!url.isString() || url.stringValue().length() > LONGEST_URL) {
      complaints.add(expected("function_url", "the URL of an agent that was deployed here"));
    }
    JsonNode payload = body.path("payload");
    if (!payload.isObject()) {
      complaints.add(expected("payload", "an object"));
    }
    JsonNode timeout = body.path("timeout");
    boolean given = !timeout.isMissingNode() && !timeout.isNull();
    if (given
        && (!timeout.isNumber()
            || !(timeout.doubleValue() > 0 && timeout.doubleValue() <= MOST_SECONDS))) {
      complaints.add(
          expected("timeout", "more than 0 and at most %d seconds".formatted(MOST_SECONDS)));
    }
    if (!complaints.isEmpty()) {
      throw ProblemException.invalid(complaints);
    }
    return new UrlRequest(
        url.stringValue(),
        payload.toString(),
        given ? Duration.ofMillis((long) Math.ceil(timeout.doubleValue() * MILLIS)) : null);
  }

  private static Complaint expected(String field, String what) {
    return Complaint.about(
        field, "invalid_value", "%s: missing or unfit (expected: %s)".formatted(field, what), null);
  }
}
