package dev.slipway.starter.live;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterAws;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.RuntimeCall;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.turn.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Calls the live revision of an agent, directly or through its URL. */
@Component
final class Invocations {
  /** A function may take 15 minutes; its cold start and the network come on top. */
  private static final Duration LONGEST = Duration.ofMinutes(16);

  private static final String LIVE = "live";
  private static final int LOG_LINES = 50;

  private final StarterAws aws;
  private final Map<AwsClients, AwsClients> patient = new ConcurrentHashMap<>();
  private final FunctionUrls urls;

  Invocations(StarterAws aws, FunctionUrls urls) {
    this.aws = aws;
    this.urls = urls;
  }

  /** Long timeouts and no retries: an agent's call is not idempotent. */
  private AwsClients clients(AgentKey agent) {
    return patient.computeIfAbsent(
        aws.clients(agent), usual -> usual.with(usual.settings().patient(LONGEST)));
  }

  InvocationResponse invoke(
      AgentKey agent, Revision live, String payload, @Nullable String session) {
    return switch (live.outputs()) {
      case FunctionOutputs function -> invoke(agent, function, payload);
      case RuntimeOutputs runtime ->
          RuntimeCalls.invoke(runtimes(agent), runtime, payload, session);
    };
  }

  /** Passes the answer on as it comes; a function's comes whole, and is its end alone. */
  void stream(
      AgentKey agent, Revision live, String payload, @Nullable String session, AnswerEvents events)
      throws IOException {
    switch (live.outputs()) {
      case FunctionOutputs function -> events.end(invoke(agent, function, payload));
      case RuntimeOutputs runtime -> {
        follow(agent, runtime, payload, session, events);
        events.end();
      }
    }
  }

  /** Passes on what an agent on AgentCore answers, as it comes. */
  void follow(
      AgentKey agent,
      RuntimeOutputs live,
      String payload,
      @Nullable String session,
      RuntimeCall.Listener listener)
      throws IOException {
    RuntimeCalls.follow(runtimes(agent), live, payload, session, listener);
  }

  private BedrockAgentCoreClient runtimes(AgentKey agent) {
    return clients(agent)
        .client(BedrockAgentCoreClient.class, agent.region(), BedrockAgentCoreClient::builder);
  }

  private InvocationResponse invoke(AgentKey agent, FunctionOutputs live, String payload) {
    long started = System.nanoTime();
    InvokeResponse response =
        clients(agent)
            .client(LambdaClient.class, agent.region(), LambdaClient::builder)
            .invoke(
                request ->
                    request
                        .functionName(live.functionName())
                        .qualifier(LIVE)
                        .logType(LogType.TAIL)
                        .payload(SdkBytes.fromUtf8String(payload)));
    return InvocationResponse.of(
        response.payload().asUtf8String(),
        response.functionError(),
        elapsed(started),
        tail(response.logResult()));
  }

  InvocationResponse invokeUrl(AgentKey agent, Outputs outputs, String payload, Duration timeout) {
    long started = System.nanoTime();
    var response = urls.post(agent, url(outputs), payload, timeout);
    return InvocationResponse.plain(response.statusCode(), response.body(), elapsed(started));
  }

  void streamUrl(
      AgentKey agent, Outputs outputs, String payload, Duration timeout, FunctionUrls.Pieces pieces)
      throws IOException {
    urls.stream(agent, url(outputs), payload, timeout, pieces);
  }

  private static String url(Outputs outputs) {
    if (!(outputs instanceof FunctionOutputs function)) {
      throw ProblemException.conflict(
          "This agent runs on AgentCore, which has no function URLs (expected: via: invoke).");
    }
    String url =
        function.localFunctionUrl() == null ? function.functionUrl() : function.localFunctionUrl();
    if (url == null) {
      throw ProblemException.conflict(
          "This agent has no function URL (expected: a deployment with enable_function_url).");
    }
    return url;
  }

  private static long elapsed(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }

  private static List<String> tail(@Nullable String base64) {
    if (base64 == null || base64.isBlank()) {
      return List.of();
    }
    String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    List<String> lines = Arrays.stream(text.split("\\R")).toList();
    return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
  }
}
