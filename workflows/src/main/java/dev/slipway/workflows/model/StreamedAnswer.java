package dev.slipway.workflows.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a streaming function returns to a caller who invokes it directly: the head of an HTTP
 * response as JSON, eight NULs, then the body.
 *
 * @param prelude JSON with {@code statusCode}, {@code headers} and {@code cookies}
 * @param body what the agent wrote
 */
public record StreamedAnswer(String prelude, String body) {
  private static final String DELIMITER = "\0".repeat(8);

  /** How the runtime ends a stream, whose status has been sent, when the agent has failed. */
  private static final Pattern BROKEN_OFF =
      Pattern.compile("\\n\\[slipway: the agent stopped before it was done: [^\\n]*]\\n\\z");

  /** Whether the agent failed after part of this body, the whole of one or its end, was sent. */
  public static boolean isBrokenOff(String body) {
    return BROKEN_OFF.matcher(body).find();
  }

  /** Splits the answer into its two parts; empty if it is not a streamed one. */
  public static Optional<StreamedAnswer> split(String payload) {
    int end = payload.indexOf(DELIMITER);
    return end > 0 && payload.startsWith("{")
        ? Optional.of(
            new StreamedAnswer(
                payload.substring(0, end), payload.substring(end + DELIMITER.length())))
        : Optional.empty();
  }
}
