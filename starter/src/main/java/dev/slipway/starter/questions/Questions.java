package dev.slipway.starter.questions;

import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.question.Question;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Asks workers. Once there is an answer, or no one waits for it any more, Temporal is told to
 * forget the question; one that failed stays there until retention, for whoever looks into it.
 */
@Component
public final class Questions {
  private static final System.Logger LOG = System.getLogger(Questions.class.getName());

  private final AskedActivities activities;
  private final AskedWorkflows workflows;
  private final AtomicBoolean explained = new AtomicBoolean();

  public Questions(TemporalConnection temporal) {
    activities = new AskedActivities(temporal);
    workflows = new AskedWorkflows(temporal);
  }

  /** The answer, if there is one within that time. */
  public <A> Answer<A> ask(Question<A> question, Duration wait) {
    String id = "question/%s/%s".formatted(question.activity(), UUID.randomUUID());
    try {
      return activities.ask(id, question, wait);
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw refused;
      }
      explain();
      return workflows.ask(id, question, wait);
    }
  }

  private void explain() {
    if (!explained.getAndSet(true)) {
      LOG.log(
          System.Logger.Level.INFO,
          "Temporal runs no activities without a workflow (expected: activity.enableStandalone is"
              + " true, from server 1.31 on); each question to a worker takes a workflow instead");
    }
  }
}
