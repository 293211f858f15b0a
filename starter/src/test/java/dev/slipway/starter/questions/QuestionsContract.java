package dev.slipway.starter.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.api.PythonRuntime;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.check.CodeCheck.ToolStatus;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.question.Question;
import dev.slipway.workflows.temporal.DevServer;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.worker.WorkerOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What questions are like on any server, and what they leave there. */
@Timeout(300)
abstract class QuestionsContract {
  static final Duration LONG = Duration.ofMinutes(2);

  private String namespace;
  private TemporalConnection temporal;
  private Questions questions;

  /** Each test has a namespace of its own, so that it counts nothing but its own questions. */
  static List<String> namespaces(Class<?> test) {
    return Stream.of(QuestionsContract.class, test)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(Method::getName)
        .toList();
  }

  abstract DevServer server();

  /** How many questions Temporal knows, whatever became of them. */
  abstract long known();

  @BeforeEach
  void connect(TestInfo test) {
    namespace = test.getTestMethod().orElseThrow().getName();
    temporal = new TemporalConnection(server().stubs(), namespace);
    questions = new Questions(temporal);
    await().atMost(LONG).ignoreExceptions().until(() -> known() == 0);
  }

  String namespace() {
    return namespace;
  }

  TemporalConnection temporal() {
    return temporal;
  }

  Questions questions() {
    return questions;
  }

  CheckWorker worker() {
    return CheckWorker.start(
        server().stubs(), namespace, "1.170.0", WorkerOptions.getDefaultInstance());
  }

  long workflows() {
    return temporal
        .calls()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).build())
        .getCount();
  }

  static Question<CodeCheck.Report> about(String region) {
    var code = new ArtifactRef("s3://slipway/code", "ab".repeat(32), 1_000);
    return Question.code(new CodeCheck.Input(region, code, PythonRuntime.PYTHON_3_12, null));
  }

  /** Asks, while the test goes on. */
  <A> CompletableFuture<Answer<A>> asking(Question<A> question) {
    return CompletableFuture.supplyAsync(
        () -> questions.ask(question, LONG), task -> Thread.ofVirtual().start(task));
  }

  static <A> A given(Answer<A> answer) {
    if (answer instanceof Answer.Given<A>(A said)) {
      return said;
    }
    throw new AssertionError("no answer: " + answer);
  }

  @Test
  void question_isKnownWhileItIsAsked_andForgottenOnceItIsAnswered() {
    try (CheckWorker worker = worker()) {
      var asked = asking(about("eu-west-1"));
      await().atMost(LONG).until(() -> known() == 1);

      worker.answer();

      assertThat(given(asked.join()).requirements()).containsExactly("eu-west-1");
      await().atMost(LONG).until(() -> known() == 0);
    }
  }

  @Test
  void questionWithoutInput_isAnswered() {
    try (CheckWorker _ = worker()) {
      assertThat(given(questions.ask(Question.tools(), LONG)))
          .containsExactly(new ToolStatus("sam", true, "1.170.0"));
    }
  }

  @Test
  void questionThatFails_saysWhy_andStaysForWhoeverLooksIntoIt() {
    try (CheckWorker _ = worker()) {
      assertThat(questions.ask(about(CheckWorker.FORBIDDEN), LONG))
          .isEqualTo(
              new Answer.Failed<CodeCheck.Report>(
                  Failure.of(FailureType.ACCESS_DENIED, "The code can't be read.")));
      await().atMost(LONG).until(() -> known() == 1);
    }
  }

  @Test
  void withoutAWorker_thereIsNoAnswer_andTheQuestionIsForgotten() {
    assertThat(questions.ask(about("eu-west-1"), Duration.ofSeconds(3)))
        .isEqualTo(new Answer.Late<CodeCheck.Report>());
    await().atMost(LONG).until(() -> known() == 0);
  }
}
