package dev.slipway.starter.questions;

import dev.slipway.starter.problems.TemporalErrors;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.question.Question;
import io.grpc.Status;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.workflowservice.v1.DeleteActivityExecutionRequest;
import io.temporal.client.ActivityFailedException;
import io.temporal.client.ActivityHandle;
import io.temporal.client.StartActivityOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Questions as activities of their own. */
final class AskedActivities {
  private final TemporalConnection temporal;

  AskedActivities(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** Fails with {@code UNIMPLEMENTED} where the server has no such activities. */
  <A> Answer<A> ask(String id, Question<A> question, Duration wait) {
    Object[] input = question.about() == null ? new Object[0] : new Object[] {question.about()};
    ActivityHandle<A> asked =
        temporal
            .activities()
            .start(question.activity(), question.answer(), options(id, question.options()), input);
    try {
      A answer = asked.getResult(wait.toMillis(), TimeUnit.MILLISECONDS);
      forget(id);
      return new Answer.Given<>(answer);
    } catch (ActivityFailedException failed) {
      return Answer.Failed.because(failed.getCause());
    } catch (TimeoutException late) {
      forget(id);
      return new Answer.Late<>();
    } catch (RuntimeException failed) {
      if (!ranOut(failed)) {
        throw failed;
      }
      forget(id);
      return new Answer.Late<>();
    }
  }

  /** Between two polls the SDK says so in other words. */
  private static boolean ranOut(RuntimeException failed) {
    return TemporalErrors.statusOf(failed)
        .filter(status -> status.getCode() == Status.Code.DEADLINE_EXCEEDED)
        .isPresent();
  }

  private static StartActivityOptions options(String id, ActivityOptions options) {
    return StartActivityOptions.newBuilder()
        .setId(id)
        .setTaskQueue(options.getTaskQueue())
        .setScheduleToCloseTimeout(options.getScheduleToCloseTimeout())
        .setStartToCloseTimeout(options.getStartToCloseTimeout())
        .setHeartbeatTimeout(options.getHeartbeatTimeout())
        .setRetryOptions(options.getRetryOptions())
        .setPriority(options.getPriority())
        .setStaticSummary(options.getSummary())
        .build();
  }

  /** If it runs still, it is terminated first. */
  private void forget(String id) {
    Forgetting.start(
        id,
        () ->
            temporal
                .calls()
                .deleteActivityExecution(
                    DeleteActivityExecutionRequest.newBuilder()
                        .setNamespace(temporal.namespace())
                        .setActivityId(id)
                        .build()));
  }
}
