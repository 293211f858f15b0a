package dev.slipway.activities.smoke;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.steps.Step;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Invokes the live alias and judges the answer. */
public final class SmokeTestActivity implements SmokeTest {
  /** A cold start and the round trip, on top of the function's own time. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Rights that were granted a moment ago reach the services within seconds. */
  private static final Duration UNTIL_RIGHTS_ARRIVE = Duration.ofSeconds(10);

  private static final Pattern DENIED =
      Pattern.compile("AccessDenied|not authorized to perform|UnauthorizedOperation");

  private static final String GRANT =
      "Give the agent the statement in the evidence with --permissions (permissions over HTTP), if it may have that; then deploy again.";

  private static final String LIVE = "live";

  /** Holds the runtime's text about an answer that broke off. */
  private static final int MAX_END = 150;

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
      log.line("slipway", "Calling " + input.outputs().functionName() + ":" + LIVE);
      long start = System.nanoTime();
      var response = invoke(input);
      var took = Duration.ofNanos(System.nanoTime() - start);
      var tail = tail(response);
      tail.lines().forEach(line -> log.line("agent", line));
      return judge(input, response, new AgentLog(tail), took);
    }
  }

  private InvokeResponse invoke(Input input) {
    try {
      return clients
          .patientLambda(input.agent().region())
          .invoke(
              request ->
                  request
                      .functionName(input.outputs().functionName())
                      .qualifier(LIVE)
                      .logType(LogType.TAIL)
                      .payload(SdkBytes.fromUtf8String(input.check().payload()))
                      .overrideConfiguration(
                          limits ->
                              limits
                                  .apiCallTimeout(input.timeout().plus(MARGIN))
                                  .apiCallAttemptTimeout(input.timeout().plus(MARGIN))));
    } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException e) {
      throw timedOut(input, "no answer within " + input.timeout().plus(MARGIN).toSeconds() + " s")
          .toException(e);
    }
  }

  private static String tail(InvokeResponse response) {
    return response.logResult() == null
        ? ""
        : new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
  }

  private static Proof judge(Input input, InvokeResponse response, AgentLog log, Duration took) {
    var payload = response.payload() == null ? "" : response.payload().asUtf8String();
    var request = "request " + response.responseMetadata().requestId();
    if (response.functionError() != null) {
      var error = Answer.errorOf(payload);
      throw failed(input, error, log, request);
    }
    var answer = Answer.parse(payload);
    if (answer.statusCode() == 504) {
      throw timedOut(input, Answer.excerpt(answer.error())).toException();
    }
    if (answer.statusCode() >= 400) {
      var error = "status " + answer.statusCode() + ": " + answer.error();
      throw failed(input, error, log, request);
    }
    if (answer.isBrokenOff()) {
      throw failed(input, "the answer broke off: " + end(answer.body()), log, request);
    }
    var expected = input.check().expectation();
    if (expected != null && !answer.body().contains(expected)) {
      var evidence = new ArrayList<>(log.denials());
      evidence.add("answer: '%s' (expected: to contain '%s')".formatted(answer.start(), expected));
      evidence.add(request);
      throw Failure.of(
              FailureType.AGENT_ANSWER_UNEXPECTED,
              "The agent's answer does not contain what was expected.",
              evidence)
          .toException();
    }
    return new Proof(answer.statusCode(), took, answer.start());
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - MAX_END)).strip();
  }

  /** An agent that was denied something is asked again; its own faults stay what they are. */
  private static ApplicationFailure failed(
      Input input, String error, AgentLog log, String request) {
    var failure = failure(input, error, log, request);
    boolean denied = failure.evidence().stream().anyMatch(line -> DENIED.matcher(line).find());
    return denied ? failure.toExceptionAfter(UNTIL_RIGHTS_ARRIVE) : failure.toException();
  }

  private static Failure failure(Input input, String error, AgentLog log, String request) {
    var lower = error.toLowerCase(Locale.ROOT);
    if (lower.contains("timed out after") || lower.startsWith("sandbox.timedout")) {
      return timedOut(input, Answer.excerpt(error));
    }
    var evidence = new ArrayList<>(log.denials());
    evidence.addAll(log.evidence());
    evidence.add(Answer.excerpt(error));
    evidence.add(request);
    evidence.add("log group " + input.outputs().logGroup());
    if (log.saysOutOfMemory() || error.contains("Runtime.OutOfMemory")) {
      return Failure.of(FailureType.AGENT_FAILED, "The agent ran out of memory.", evidence)
          .withNextAction("Raise --memory, or let the agent keep less in memory.");
    }
    var failure =
        Failure.of(
            FailureType.AGENT_FAILED, "The agent was deployed but failed when called.", evidence);
    return log.denials().isEmpty() ? failure : failure.withNextAction(GRANT);
  }

  private static Failure timedOut(Input input, String seen) {
    return Failure.of(
        FailureType.AGENT_TIMED_OUT,
        "The agent did not answer within its %d s.".formatted(input.timeout().toSeconds()),
        seen);
  }
}
