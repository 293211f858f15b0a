package dev.slipway.starter.live;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.RuntimeCall;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;

/** Calls agents on AgentCore, in the session that the caller names or in one of the call's own. */
final class RuntimeCalls {
  private RuntimeCalls() {}

  static InvocationResponse invoke(
      BedrockAgentCoreClient client,
      RuntimeOutputs live,
      String payload,
      @Nullable String session) {
    long started = System.nanoTime();
    var call = call(client, live, session);
    try {
      var reply = call.ask(payload);
      long took = Duration.ofNanos(System.nanoTime() - started).toMillis();
      return InvocationResponse.plain(reply.statusCode(), reply.text(), took);
    } finally {
      if (session == null) {
        call.stop();
      }
    }
  }

  static void follow(
      BedrockAgentCoreClient client,
      RuntimeOutputs live,
      String payload,
      @Nullable String session,
      RuntimeCall.Listener listener)
      throws IOException {
    var call = call(client, live, session);
    try {
      call.follow(payload, listener);
    } finally {
      if (session == null) {
        call.stop();
      }
    }
  }

  private static RuntimeCall call(
      BedrockAgentCoreClient client, RuntimeOutputs live, @Nullable String session) {
    return new RuntimeCall(
        client, live, session == null ? "slipway-call-" + UUID.randomUUID() : id(session));
  }

  /** AgentCore wants 33 characters at least; people choose shorter names. */
  private static String id(String session) {
    return "slipway-" + Sha256.of(session.getBytes(StandardCharsets.UTF_8));
  }
}
