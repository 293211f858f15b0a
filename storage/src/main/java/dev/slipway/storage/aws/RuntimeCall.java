package dev.slipway.storage.aws;

import dev.slipway.workflows.model.EventStreamAnswer;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.AbortableInputStream;
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

  /** Someone waits for the answer, which is there. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  /** AgentCore's own limit, 100 MB, would fill the heap of whoever asks. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

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
      return client.invokeAgentRuntime(request(payload, limit), RuntimeCall::read);
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
      listener.whole(whole(answer.response(), answer));
      return;
    }
    var limited = new LimitedStream(answer, MOST_BYTES);
    var lines = new BufferedReader(new InputStreamReader(limited, StandardCharsets.UTF_8));
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

  /** An answer that can't be read to its end is not asked for again. */
  private static Reply read(InvokeAgentRuntimeResponse response, AbortableInputStream body) {
    try {
      Reply whole = whole(response, body);
      if (whole.failed() || !EventStreamAnswer.isOne(response.contentType())) {
        return whole;
      }
      var events = EventStreamAnswer.of(whole.text());
      return events.failure() == null
          ? new Reply(whole.statusCode(), events.text(), false)
          : new Reply(FAILED, events.failure(), true);
    } catch (IOException brokenOff) {
      throw SdkClientException.create("The agent broke off its answer.", brokenOff);
    }
  }

  private static <S extends InputStream & Abortable> Reply whole(
      InvokeAgentRuntimeResponse response, S body) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      body.abort();
      return new Reply(FAILED, "The answer is larger than %,d bytes.".formatted(MOST_BYTES), true);
    }
    return new Reply(response.statusCode(), new String(bytes, StandardCharsets.UTF_8), false);
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
                  .runtimeSessionId(session)
                  .overrideConfiguration(limits -> limits.apiCallTimeout(LONGEST_STOP)));
    } catch (SdkException itEndsWhenItsTimeIsOver) {
      // The answer is there, and nothing depends on this.
    }
  }
}
