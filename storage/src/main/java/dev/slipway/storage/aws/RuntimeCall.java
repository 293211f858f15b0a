package dev.slipway.storage.aws;

import dev.slipway.workflows.model.EventStreamAnswer;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeAgentRuntimeRequest;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;

/**
 * Calls an agent on AgentCore in one session, under the endpoint of its outputs.
 *
 * @param session at least 33 characters
 */
public record RuntimeCall(BedrockAgentCoreClient client, RuntimeOutputs place, String session) {
  private static final int FAILED = 500;

  /**
   * What came back.
   *
   * @param text the answer, events joined to text; why, if the agent failed
   */
  public record Reply(int statusCode, String text, boolean failed) {}

  /** The agent's answer; never called twice. */
  public Reply ask(String payload) {
    return ask(payload, null);
  }

  /**
   * The agent's answer, if it comes in time.
   *
   * @param limit the client's own when absent
   */
  public Reply ask(String payload, @Nullable Duration limit) {
    try {
      return read(client.invokeAgentRuntimeAsBytes(request(payload, limit)));
    } catch (RuntimeClientErrorException failed) {
      return new Reply(FAILED, reason(failed), true);
    }
  }

  private InvokeAgentRuntimeRequest request(String payload, @Nullable Duration limit) {
    var request =
        InvokeAgentRuntimeRequest.builder()
            .agentRuntimeArn(place.runtimeArn())
            .qualifier(place.endpoint())
            .runtimeSessionId(session)
            .contentType("application/json")
            .accept("application/json")
            .payload(SdkBytes.fromUtf8String(payload));
    if (limit != null) {
      request.overrideConfiguration(
          limits -> limits.apiCallTimeout(limit).apiCallAttemptTimeout(limit));
    }
    return request.build();
  }

  private static Reply read(ResponseBytes<InvokeAgentRuntimeResponse> answer) {
    int status = answer.response().statusCode();
    if (!EventStreamAnswer.isOne(answer.response().contentType())) {
      return new Reply(status, answer.asUtf8String(), false);
    }
    var events = EventStreamAnswer.of(answer.asUtf8String());
    return events.failure() == null
        ? new Reply(status, events.text(), false)
        : new Reply(FAILED, events.failure(), true);
  }

  private static String reason(RuntimeClientErrorException failed) {
    return failed.awsErrorDetails() == null
        ? String.valueOf(failed.getMessage())
        : String.valueOf(failed.awsErrorDetails().errorMessage());
  }

  /** Ends the session, whose micro-VM would otherwise wait for its next call, at cost. */
  public void stop() {
    try {
      client.stopRuntimeSession(
          request ->
              request
                  .agentRuntimeArn(place.runtimeArn())
                  .qualifier(place.endpoint())
                  .runtimeSessionId(session));
    } catch (SdkException itEndsWhenItsTimeIsOver) {
      // The answer is there, and nothing depends on this.
    }
  }
}
