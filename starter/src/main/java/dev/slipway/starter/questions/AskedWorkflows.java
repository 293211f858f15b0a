package dev.slipway.starter.questions;

import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.question.Question;
import dev.slipway.workflows.question.QuestionWorkflow;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions as workflows of one activity each. */
final class AskedWorkflows {
  private final TemporalConnection temporal;

  AskedWorkflows(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  <A> Answer<A> ask(String id, Question<A> question, Duration wait) {
    WorkflowStub asked =
        temporal.client().newUntypedWorkflowStub(QuestionWorkflow.TYPE, options(id, question));
    asked.start(question.activity(), question.queue(), question.summary(), question.about());
    try {
      A answer = asked.getResult(wait.toMillis(), TimeUnit.MILLISECONDS, question.answer());
      forget(id);
      return new Answer.Given<>(answer);
    } catch (TimeoutException late) {
      forget(id);
      return new Answer.Late<>();
    } catch (WorkflowFailedException failed) {
      return Answer.Failed.because(failed.getCause());
    }
  }

  private static WorkflowOptions options(String id, Question<?> question) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.PLAN)
        .setWorkflowRunTimeout(question.options().getScheduleToCloseTimeout())
        .setStaticSummary(question.summary())
        .build();
  }

  /** If it runs still, it is terminated first. */
  private void forget(String id) {
    Forgetting.start(
        id,
        () ->
            temporal
                .calls()
                .deleteWorkflowExecution(
                    DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace(temporal.namespace())
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                        .build()));
  }
}
