package dev.slipway.activities.smoke;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.steps.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Invokes the live alias and judges the answer. */
public final class SmokeTestActivity implements SmokeTest {
  /** A cold start and the round trip, on top of the function's own time. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final String LIVE = "live";

  private final CloudClients clients;
  private final StepLogs logs;

  public SmokeTestActivity(CloudClients clients, StepLogs logs) {
    this.clients = clients;
    this.logs = logs;
  }

  @Override
  public Proof smokeTest(Input input) {
    var region = input.agent().region();
    try (var log = logs.open(region, input.deploymentId(), Step.SMOKE_TEST.wireName())) {
      log.line("slipway", "Calling " + function(input) + ":" + LIVE);
      long start = System.nanoTime();
      var response = invoke(input);
      var took = Duration.ofNanos(System.nanoTime() - start);
      var tail = tail(response);
      tail.lines().forEach(line -> log.line("agent", line));
      return judge(response, new SmokeVerdict(input, tail, request(response)), took);
    }
  }

  private InvokeResponse invoke(Input input) {
    try {
      return clients
          .patientLambda(input.agent().region())
          .invoke(
              request ->
                  request
                      .functionName(function(input))
                      .qualifier(LIVE)
                      .logType(LogType.TAIL)
                      .payload(SdkBytes.fromUtf8String(input.check().payload()))
                      .overrideConfiguration(
                          limits ->
                              limits
                                  .apiCallTimeout(input.timeout().plus(MARGIN))
                                  .apiCallAttemptTimeout(input.timeout().plus(MARGIN))));
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw SmokeVerdict.timedOut(
              input, "no answer within " + input.timeout().plus(MARGIN).toSeconds() + " s")
          .toException(e);
    }
  }

  private static String tail(InvokeResponse response) {
    return response.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  private static String function(Input input) {
    return ((FunctionOutputs) input.outputs()).functionName();
  }

  private static String request(InvokeResponse response) {
    return "request " + response.responseMetadata().requestId();
  }

  private static Proof judge(InvokeResponse response, SmokeVerdict verdict, Duration took) {
    var payload = response.payload() == null ? "" : response.payload().asUtf8String();
    if (response.functionError() != null) {
      throw verdict.failed(Answer.errorOf(payload));
    }
    return verdict.judge(Answer.parse(payload), took);
  }
}
