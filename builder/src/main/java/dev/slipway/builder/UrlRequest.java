package dev.slipway.builder;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code {function_url, payload, region?, timeout?}}; the region is known to us. */
record UrlRequest(String functionUrl, String payload, @Nullable Duration timeout) {
  private static final int MAX_SECONDS = 900;
  private static final int MAX_URL_LENGTH = 2_000;
  private static final double MILLIS = 1_000;

  static UrlRequest read(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode url = body.path("function_url");
    if (!url.isString() || url.stringValue().length() > MAX_URL_LENGTH) {
      errors.add(FieldError.expected("function_url", "the URL of an agent that was deployed here"));
    }
    JsonNode payload = body.path("payload");
    if (!payload.isObject()) {
      errors.add(FieldError.expected("payload", "an object"));
    }
    JsonNode timeout = body.path("timeout");
    boolean given = !timeout.isMissingNode() && !timeout.isNull();
    if (given
        && (!timeout.isNumber()
            || !(timeout.doubleValue() > 0 && timeout.doubleValue() <= MAX_SECONDS))) {
      errors.add(
          FieldError.expected(
              "timeout", "more than 0 and at most %d seconds".formatted(MAX_SECONDS)));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new UrlRequest(
        url.stringValue(),
        payload.toString(),
        given ? Duration.ofMillis((long) Math.ceil(timeout.doubleValue() * MILLIS)) : null);
  }
}
