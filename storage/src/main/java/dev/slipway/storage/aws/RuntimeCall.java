package dev.slipway.storage.aws;

import dev.slipway.workflows.model.EventStreamAnswer;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
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

  /** Asked so, the runtime streams what an agent prints, too. */
  private static final String EVENTS_OR_WHOLE = "text/event-stream, application/json";

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

  /**
   * Receives an answer as it comes: all at once, or in pieces of which the last may be a failure.
   */
  public interface Listener {
    void whole(Reply reply) throws IOException;

    void piece(String text) throws IOException;

    void failure(String why) throws IOException;
  }

  /** Passes the agent's answer on; never called twice. */
  public void follow(String payload, Listener listener) throws IOException {
    try (var answer =
        client.invokeAgentRuntime(
            request(payload, null).toBuilder().accept(EVENTS_OR_WHOLE).build(),
            ResponseTransformer.toInputStream())) {
      try {
        pass(answer, listener);
      } catch (IOException | RuntimeException brokenOff) {
        answer.abort();
        throw brokenOff;
      }
    } catch (RuntimeClientErrorException failed) {
      listener.whole(new Reply(FAILED, reason(failed), true));
    }
  }

  private static void pass(
      ResponseInputStream<InvokeAgentRuntimeResponse> answer, Listener listener)
      throws IOException {
    if (!EventStreamAnswer.isOne(answer.response().contentType())) {
      String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      listener.whole(new Reply(answer.response().statusCode(), text, false));
      return;
    }
    var lines = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
    EventStreamAnswer.@Nullable Event held = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Optional<EventStreamAnswer.Event> event = EventStreamAnswer.event(line);
      if (event.isEmpty()) {
        continue;
      }
      if (held != null) {
        listener.piece(held.text()); // It was not the last one, so it is the agent's own.
      }
      held = event.get().failure() ? event.get() : null;
      if (held == null) {
        listener.piece(event.get().text());
      }
    }
    if (held != null) {
      listener.failure(held.text().strip());
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
