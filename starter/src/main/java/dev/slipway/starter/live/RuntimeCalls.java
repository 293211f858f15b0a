package dev.slipway.starter.live;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.EventStreamAnswer;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;

/** Calls agents on AgentCore, in the session that the caller names or in one of the call's own. */
final class RuntimeCalls {
  private static final int FAILED = 500;

  private final BedrockAgentCoreClient client;

  RuntimeCalls(BedrockAgentCoreClient client) {
    this.client = client;
  }

  InvocationResponse invoke(RuntimeOutputs live, String payload, @Nullable String session) {
    long started = System.nanoTime();
    String runtimeSession = session == null ? "slipway-call-" + UUID.randomUUID() : id(session);
    try {
      var answer =
          client.invokeAgentRuntimeAsBytes(
              request ->
                  request
                      .agentRuntimeArn(live.runtimeArn())
                      .qualifier(RuntimeOutputs.LIVE)
                      .runtimeSessionId(runtimeSession)
                      .contentType("application/json")
                      .accept("application/json")
                      .payload(SdkBytes.fromUtf8String(payload)));
      return read(answer, elapsed(started));
    } catch (RuntimeClientErrorException failed) {
      return InvocationResponse.ofRuntime(
          FAILED, failed.awsErrorDetails().errorMessage(), elapsed(started));
    } finally {
      if (session == null) {
        stop(live, runtimeSession);
      }
    }
  }

  private static InvocationResponse read(
      ResponseBytes<InvokeAgentRuntimeResponse> answer, long durationMs) {
    int status = answer.response().statusCode();
    if (!EventStreamAnswer.isOne(answer.response().contentType())) {
      return InvocationResponse.ofRuntime(status, answer.asUtf8String(), durationMs);
    }
    var events = EventStreamAnswer.of(answer.asUtf8String());
    return events.failure() == null
        ? InvocationResponse.ofRuntime(status, events.text(), durationMs)
        : InvocationResponse.ofRuntime(FAILED, events.failure(), durationMs);
  }

  /** AgentCore wants 33 characters at least; people choose shorter names. */
  private static String id(String session) {
    return "slipway-" + Sha256.of(session.getBytes(StandardCharsets.UTF_8));
  }

  /** Its micro-VM would wait for a call that never comes, at cost. */
  private void stop(RuntimeOutputs live, String session) {
    try {
      client.stopRuntimeSession(
          request ->
              request
                  .agentRuntimeArn(live.runtimeArn())
                  .qualifier(RuntimeOutputs.LIVE)
                  .runtimeSessionId(session));
    } catch (SdkException itEndsByItself) {
      // The answer is there, and nothing depends on this.
    }
  }

  private static long elapsed(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
