package dev.slipway.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workflow between client and worker, and what Temporal's server knows of it. */
class EncryptedCallsTest {
  private static final String QUEUE = "letters";
  private static final String SECRET = "the-secret-of-the-letter";

  private TestWorkflowEnvironment environment;

  @WorkflowInterface
  public interface Letter {
    @WorkflowMethod
    String write(String text);

    @UpdateMethod
    String ask(String question);

    @SignalMethod
    void send(String to);
  }

  @ActivityInterface
  public interface Post {
    String stamp(String text);
  }

  /** Waits to be sent, and fails at last with the text in its failure. */
  public static class LetterImpl implements Letter {
    private String to = "";

    @Override
    public String write(String text) {
      Workflow.await(() -> !to.isEmpty());
      Post post =
          Workflow.newActivityStub(
              Post.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setSummary("Stamping " + text)
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build());
      return post.stamp(text + to);
    }

    @Override
    public String ask(String question) {
      return "answer to " + question;
    }

    @Override
    public void send(String address) {
      to = address;
    }
  }

  @BeforeEach
  void start() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowServiceStubsOptions(
                    WorkflowServiceStubsOptions.newBuilder()
                        .setGrpcClientInterceptors(List.of(new EncryptedCalls(Keys.of("one"))))
                        .build())
                .build());
    var worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(LetterImpl.class);
    worker.registerActivitiesImplementations(
        (Post)
            text -> {
              throw ApplicationFailure.newNonRetryableFailure(
                  "No stamp for " + text, "NoStamp", text);
            });
    environment.start();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @Test
  void temporalKnowsNothing_andBothSidesEverything() {
    Letter letter =
        environment
            .getWorkflowClient()
            .newWorkflowStub(
                Letter.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId("letter")
                    .setTaskQueue(QUEUE)
                    .setMemo(Map.of("about", SECRET))
                    .setStaticSummary(SECRET)
                    .build());
    io.temporal.client.WorkflowClient.start(letter::write, SECRET);
    assertThat(letter.ask(SECRET)).isEqualTo("answer to " + SECRET);
    letter.send(SECRET);

    assertThatThrownBy(() -> letter.write(SECRET))
        .isInstanceOf(WorkflowFailedException.class)
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getOriginalMessage()).isEqualTo("No stamp for " + SECRET + SECRET);
              assertThat(failure.getDetails().get(String.class)).isEqualTo(SECRET + SECRET);
            });
    assertThat(historyWith(PayloadKeys.NONE, false)).doesNotContain(SECRET).contains("one");
    assertThat(historyWith(Keys.of("two", "one"), true)).contains("No stamp for " + SECRET);
  }

  @Test
  void withoutTheKey_theCallFails_andNamesTheSetting() {
    var letter =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Letter",
                WorkflowOptions.newBuilder().setWorkflowId("letter").setTaskQueue(QUEUE).build());
    letter.start(SECRET);

    assertThatThrownBy(() -> historyWith(Keys.of("two"), true))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode())
                    .isEqualTo(Status.Code.FAILED_PRECONDITION))
        .hasMessageContaining("slipway.temporal.encryption-keys has keys two");
  }

  /** What the server holds, or what somebody with these keys makes of it. */
  private String historyWith(PayloadKeys keys, boolean reading) {
    var raw = environment.getWorkflowServiceStubs().getRawChannel();
    var channel = reading ? ClientInterceptors.intercept(raw, new EncryptedCalls(keys)) : raw;
    var history =
        WorkflowServiceGrpc.newBlockingStub(channel)
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(environment.getNamespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId("letter"))
                    .build());
    return Filled.text(history);
  }
}
