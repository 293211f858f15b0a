package dev.slipway.activities.smoke;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.steps.SmokeTest;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a smoke test concludes from an answer and the agent's log. */
public final class SmokeVerdict {
  /** Rights that were granted a moment ago reach the services within seconds. */
  private static final Duration UNTIL_RIGHTS_ARRIVE = Duration.ofSeconds(10);

  private static final Pattern DENIED =
      Pattern.compile("AccessDenied|not authorized to perform|UnauthorizedOperation");

  private static final String GRANT =
      "Give the agent the statement in the evidence with --permissions (permissions over HTTP), if it may have that; then deploy again.";

  /** Holds the runtime's text about an answer that broke off. */
  private static final int MAX_END = 150;

  private final SmokeTest.Input input;
  private final AgentLog log;
  private final String request;

  /**
   * About one call.
   *
   * @param tail the end of the agent's log
   * @param request how AWS names the call
   */
  public SmokeVerdict(SmokeTest.Input input, String tail, String request) {
    this.input = input;
    this.log = new AgentLog(tail);
    this.request = request;
  }

  /**
   * The proof that the agent works; fails with AgentFailed, AgentTimedOut or AgentAnswerUnexpected.
   */
  public SmokeTest.Proof judge(Answer answer, Duration took) {
    if (answer.statusCode() == 504) {
      throw timedOut(input, Answer.excerpt(answer.error())).toException();
    }
    if (answer.statusCode() >= 400) {
      var error = "status " + answer.statusCode() + ": " + answer.error();
      throw failed(error);
    }
    if (answer.isBrokenOff()) {
      throw failed("the answer broke off: " + end(answer.body()));
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
    return new SmokeTest.Proof(answer.statusCode(), took, answer.start());
  }

  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - MAX_END)).strip();
  }

  /** An agent that was denied something is asked again; its own faults stay what they are. */
  public ApplicationFailure failed(String error) {
    var failure = failure(error);
    boolean denied = failure.evidence().stream().anyMatch(line -> DENIED.matcher(line).find());
    return denied ? failure.toExceptionAfter(UNTIL_RIGHTS_ARRIVE) : failure.toException();
  }

  private Failure failure(String error) {
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

  /** The failure of an agent that did not answer in time. */
  public static Failure timedOut(SmokeTest.Input input, String seen) {
    return Failure.of(
        FailureType.AGENT_TIMED_OUT,
        "The agent did not answer within its %d s.".formatted(input.timeout().toSeconds()),
        seen);
  }
}
