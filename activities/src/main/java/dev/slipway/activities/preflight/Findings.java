package dev.slipway.activities.preflight;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/** Collects what blocks the deployment, to report all of it at once. */
final class Findings {
  private final List<Failure> failures = new ArrayList<>();

  /** The answer; a failure is kept for the end instead. */
  <T> Optional<T> look(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (SdkException e) {
      failures.add(AwsFailures.explain(e));
    } catch (ApplicationFailure e) {
      failures.add(Failures.explain(e));
    }
    return Optional.empty();
  }

  /** The tools that are available. */
  List<Preflight.Tool> tools(List<CodeCheck.ToolStatus> statuses) {
    statuses.stream()
        .filter(status -> !status.available())
        .map(
            status ->
                Failure.of(
                    FailureType.TOOL_MISSING,
                    "The worker lacks %s.".formatted(status.name()),
                    "%s: %s (expected: installed, in a version that works)"
                        .formatted(
                            status.name(),
                            status.version() == null ? "missing" : status.version())))
        .forEach(failures::add);
    return statuses.stream()
        .filter(CodeCheck.ToolStatus::available)
        .map(
            status ->
                new Preflight.Tool(
                    status.name(), status.version() == null ? "unknown" : status.version()))
        .toList();
  }

  void add(Failure failure) {
    failures.add(failure);
  }

  void account(CallerIdentity.Identity caller, AgentKey agent) {
    if (!caller.account().equals(agent.account())) {
      failures.add(
          Failure.of(
              FailureType.CREDENTIALS_INVALID,
              "The worker's credentials belong to another account.",
              "account: %s (expected: %s)".formatted(caller.account(), agent.account())));
    }
  }

  /** Fails with the first finding's type and the evidence of all. */
  void throwIfAny() {
    if (failures.isEmpty()) {
      return;
    }
    var first = failures.getFirst();
    if (failures.size() == 1) {
      throw first.toException();
    }
    var evidence =
        failures.stream()
            .flatMap(
                failure -> Stream.concat(Stream.of(failure.message()), failure.evidence().stream()))
            .toList();
    throw new Failure(
            first.type(),
            "%d problems block the deployment; the first: %s"
                .formatted(failures.size(), first.message()),
            evidence,
            String.join(" ", failures.stream().map(Failure::nextAction).distinct().toList()))
        .toException();
  }
}
