package dev.slipway.activities.agentcore;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.smoke.Answer;
import dev.slipway.activities.smoke.SmokeVerdict;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.model.EventStreamAnswer;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.steps.Step;
import java.time.Duration;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.bedrockagentcore.model.InvokeAgentRuntimeResponse;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Calls a version before callers can, in a session of its own, and judges the answer. */
final class RuntimeSmokeTestActivity implements SmokeTest {
  /** A micro-VM starts, and the answer comes back. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /** AgentCore wants 33 characters at least. */
  private static final String SESSION = "slipway-smoke-test-";

  /** Holds a failure's summary and what led to it. */
  private static final int LOG_LINES = 100;

  private final CloudClients clients;
  private final StepLogs logs;

  RuntimeSmokeTestActivity(CloudClients clients, StepLogs logs) {
    this.clients = clients;
    this.logs = logs;
  }

  @Override
  public Proof smokeTest(Input input) {
    var outputs = (RuntimeOutputs) input.outputs();
    String region = input.agent().region();
    String session = SESSION + java.util.UUID.randomUUID();
    try (var log = logs.open(region, input.deploymentId(), Step.SMOKE_TEST.wireName())) {
      log.line(
          "slipway",
          "Calling %s, version %s, in session %s"
              .formatted(outputs.runtimeName(), outputs.version(), session));
      long start = System.nanoTime();
      try {
        var answer = invoke(input, outputs, session);
        var took = Duration.ofNanos(System.nanoTime() - start);
        var verdict = new SmokeVerdict(input, tail(region, outputs), "session " + session);
        return verdict.judge(read(answer, verdict), took);
      } catch (RuntimeClientErrorException e) {
        String tail = tail(region, outputs);
        tail.lines().forEach(line -> log.line("agent", line));
        throw new SmokeVerdict(input, tail, "session " + session)
            .failed(String.valueOf(e.awsErrorDetails().errorMessage()));
      } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
        throw SmokeVerdict.timedOut(
                input, "no answer within " + input.timeout().plus(MARGIN).toSeconds() + " s")
            .toException(e);
      } finally {
        stop(region, outputs, session);
      }
    }
  }

  private static Answer read(
      ResponseBytes<InvokeAgentRuntimeResponse> answer, SmokeVerdict verdict) {
    int status = answer.response().statusCode();
    if (!EventStreamAnswer.isOne(answer.response().contentType())) {
      return new Answer(status, answer.asUtf8String());
    }
    var events = EventStreamAnswer.of(answer.asUtf8String());
    if (events.failure() != null) {
      throw verdict.failed(new Answer(status, events.failure()).error());
    }
    return new Answer(status, events.text());
  }

  private ResponseBytes<InvokeAgentRuntimeResponse> invoke(
      Input input, RuntimeOutputs outputs, String session) {
    Duration limit = input.timeout().plus(MARGIN);
    return clients
        .patientAgentCore(input.agent().region())
        .invokeAgentRuntimeAsBytes(
            request ->
                request
                    .agentRuntimeArn(outputs.runtimeArn())
                    .qualifier(outputs.endpoint())
                    .runtimeSessionId(session)
                    .contentType("application/json")
                    .accept("application/json")
                    .payload(SdkBytes.fromUtf8String(input.check().payload()))
                    .overrideConfiguration(
                        limits -> limits.apiCallTimeout(limit).apiCallAttemptTimeout(limit)));
  }

  /** The micro-VM would otherwise wait, at cost, until its time is over. */
  private void stop(String region, RuntimeOutputs outputs, String session) {
    try {
      clients
          .patientAgentCore(region)
          .stopRuntimeSession(
              request ->
                  request
                      .agentRuntimeArn(outputs.runtimeArn())
                      .qualifier(outputs.endpoint())
                      .runtimeSessionId(session));
    } catch (software.amazon.awssdk.core.exception.SdkException itEndsByItself) {
      // Nothing depends on it.
    }
  }

  private String tail(String region, RuntimeOutputs outputs) {
    try {
      return clients
          .logs(region)
          .filterLogEvents(request -> request.logGroupName(outputs.logGroup()).limit(LOG_LINES))
          .events()
          .stream()
          .map(FilteredLogEvent::message)
          .collect(Collectors.joining("\n"));
    } catch (ResourceNotFoundException noLogYet) {
      return "";
    }
  }
}
