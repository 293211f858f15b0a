package dev.slipway.starter.admission;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.questions.Answer;
import dev.slipway.starter.questions.Questions;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.question.Question;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Has a worker check code before anything is created for it. */
@Component
public final class CodeChecks {
  /** A check takes a fraction of a second; longer means that no worker is free. */
  private static final Duration WAIT = Duration.ofSeconds(15);

  private final Questions questions;

  CodeChecks(Questions questions) {
    this.questions = questions;
  }

  /** The report on stored code; 503 when no worker returns one. */
  public CodeCheck.Report check(CodeCheck.Input code) {
    return switch (questions.ask(Question.code(code), WAIT)) {
      case Answer.Given<CodeCheck.Report>(var report) -> report;
      case Answer.Failed<CodeCheck.Report>(var failure) ->
          throw ProblemException.unavailable(
              "The code could not be checked: %s %s Nothing was created."
                  .formatted(failure.message(), failure.nextAction()));
      case Answer.Late<CodeCheck.Report>() ->
          throw ProblemException.unavailable(
              "No worker answered within %d s: nothing was created; start a worker and try again."
                  .formatted(WAIT.toSeconds()));
    };
  }

  /** The code's errors, in a form that a caller can show next to the line. */
  public static List<FieldError> errors(CodeCheck.Report report) {
    return report.errors().stream().map(CodeChecks::error).toList();
  }

  /** Which field of the request it is about. */
  private static String field(Finding finding) {
    if (finding.code().equals(CodeCheck.POLICY)) {
      return "requirements";
    }
    return finding.file() == null ? "code" : "source";
  }

  private static FieldError error(Finding finding) {
    return new FieldError(
        finding.code(),
        field(finding),
        finding.line(),
        finding.column(),
        finding.message(),
        finding.hint(),
        finding.file());
  }
}
