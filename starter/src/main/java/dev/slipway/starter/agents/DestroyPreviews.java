package dev.slipway.starter.agents;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.questions.Answer;
import dev.slipway.starter.questions.Questions;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.question.Question;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks a worker what destroying an agent would remove. */
@Component
public final class DestroyPreviews {
  /** A handful of reads; a caller is waiting. */
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final Questions questions;

  DestroyPreviews(Questions questions) {
    this.questions = questions;
  }

  public List<LedgerEntry> of(AgentKey agent) {
    var onBehalfOf = new DeploymentId("preview-" + UUID.randomUUID());
    var asked = Question.removal(new RemoveAgent.Input(onBehalfOf, agent));
    return switch (questions.ask(asked, WAIT)) {
      case Answer.Given<LedgerEntry[]>(var entries) -> List.of(entries);
      case Answer.Failed<LedgerEntry[]>(var failure) ->
          throw ProblemException.unavailable(failure.message());
      case Answer.Late<LedgerEntry[]>() ->
          throw ProblemException.unavailable(
              "No worker answered within %d s; start a worker and try again."
                  .formatted(WAIT.toSeconds()));
    };
  }
}
