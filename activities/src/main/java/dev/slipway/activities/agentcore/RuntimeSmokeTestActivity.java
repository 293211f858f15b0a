package dev.slipway.activities.agentcore;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.smoke.Answer;
import dev.slipway.activities.smoke.SmokeVerdict;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.storage.aws.RuntimeCall;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.steps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** Calls a version before callers can, in a session of its own, and judges the answer. */
final class RuntimeSmokeTestActivity implements SmokeTest {
  /** A micro-VM starts, and the answer comes back. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  /** This worker's clock and CloudWatch's may differ by so much. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

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
    var call =
        new RuntimeCall(
            clients.patientAgentCore(region), outputs, "slipway-smoke-test-" + UUID.randomUUID());
    try (var log = logs.open(region, input.deploymentId(), Step.SMOKE_TEST.wireName())) {
      log.line(
          "slipway",
          "Calling %s, version %s, in session %s"
              .formatted(outputs.runtimeName(), outputs.version(), call.session()));
      Instant begun = Instant.now();
      var reply = ask(input, call);
      var took = Duration.between(begun, Instant.now());
      String written = written(region, outputs, begun.minus(CLOCKS));
      written.lines().forEach(line -> log.line("agent", line));
      return judge(reply, new SmokeVerdict(input, written, "session " + call.session()), took);
    } finally {
      call.stop();
    }
  }

  private static RuntimeCall.Reply ask(Input input, RuntimeCall call) {
    Duration limit = input.timeout().plus(MARGIN);
    try {
      return call.ask(input.check().payload(), limit);
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw SmokeVerdict.timedOut(input, "no answer within " + limit.toSeconds() + " s")
          .toException(e);
    }
  }

  private static Proof judge(RuntimeCall.Reply reply, SmokeVerdict verdict, Duration took) {
    var answer = new Answer(reply.statusCode(), reply.text());
    if (reply.failed()) {
      throw verdict.failed(answer.error());
    }
    return verdict.judge(answer, took);
  }

  /** Since the call: earlier versions were tested under the same endpoint, and failed otherwise. */
  private String written(String region, RuntimeOutputs outputs, Instant since) {
    try {
      return clients
          .logs(region)
          .filterLogEvents(
              request ->
                  request
                      .logGroupName(outputs.logGroup())
                      .startTime(since.toEpochMilli())
                      .limit(LOG_LINES))
          .events()
          .stream()
          .map(FilteredLogEvent::message)
          .collect(Collectors.joining("\n"));
    } catch (ResourceNotFoundException noLogYet) {
      return "";
    }
  }
}
