package dev.slipway.builder;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code {agent_runtime_arn, runtime_session_id, payload, qualifier?, region?,
 * enable_stream?}}; the region is known to us.
 */
record RuntimeRequest(String runtimeArn, String sessionId, String payload, boolean streams) {
  private static final int MAX_ARN_LENGTH = 300;

  /** AgentCore's limits. */
  private static final int MIN_SESSION_LENGTH = 33;

  private static final int MAX_SESSION_LENGTH = 256;

  /**
   * What the builder calls. It moves to each new version before that was tested, so a call to it
   * goes to the endpoint that is live instead.
   */
  private static final String DEFAULT = "DEFAULT";

  static RuntimeRequest read(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode arn = body.path("agent_runtime_arn");
    if (!arn.isString() || arn.stringValue().length() > MAX_ARN_LENGTH) {
      errors.add(
          FieldError.expected("agent_runtime_arn", "the ARN of an agent that was deployed here"));
    }
    JsonNode session = body.path("runtime_session_id");
    int length = session.isString() ? session.stringValue().length() : 0;
    if (length < MIN_SESSION_LENGTH || length > MAX_SESSION_LENGTH) {
      errors.add(
          FieldError.expected(
              "runtime_session_id",
              "%d to %d characters".formatted(MIN_SESSION_LENGTH, MAX_SESSION_LENGTH)));
    }
    JsonNode payload = body.path("payload");
    if (!payload.isObject()) {
      errors.add(FieldError.expected("payload", "an object"));
    }
    String qualifier = body.path("qualifier").asString(DEFAULT);
    if (!qualifier.equals(DEFAULT) && !qualifier.equals(RuntimeOutputs.LIVE)) {
      errors.add(
          FieldError.expected(
              "qualifier",
              "DEFAULT or live, which both mean the version that has passed its test; roll back to"
                  + " make another one live"));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return new RuntimeRequest(
        arn.stringValue(),
        session.stringValue(),
        payload.toString(),
        body.path("enable_stream").asBoolean(false));
  }
}
