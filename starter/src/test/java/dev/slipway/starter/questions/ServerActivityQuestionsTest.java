package dev.slipway.starter.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.temporal.codec.EncryptedCalls;
import dev.slipway.temporal.codec.PayloadKeys;
import dev.slipway.workflows.question.Question;
import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeActivityExecutionResponse;
import io.temporal.api.workflowservice.v1.ListActivityExecutionsRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Where activities need no workflow. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerActivityQuestionsTest extends QuestionsContract {
  private static DevServer server;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    server =
        DevServer.start(
            home,
            namespaces(ServerActivityQuestionsTest.class),
            // As docker/temporal/dynamicconfig.yaml has them.
            "activity.enableStandalone=true",
            "matching.useNewMatcher=true",
            "matching.enableFairness=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  DevServer server() {
    return server;
  }

  @Override
  long known() {
    assertThat(workflows()).isZero();
    return temporal()
        .calls()
        .countActivityExecutions(
            CountActivityExecutionsRequest.newBuilder().setNamespace(namespace()).build())
        .getCount();
  }

  @Test
  void whatIsAsked_isEncryptedLikeEverythingElse(@TempDir Path folder) throws IOException {
    Path keys =
        Files.writeString(
            folder.resolve("keys"), "k1:c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LWtleSE=\n");
    WorkflowServiceStubs secret =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.stubs().getOptions().getTarget())
                .setGrpcClientInterceptors(List.of(new EncryptedCalls(PayloadKeys.in(keys))))
                .build());
    var asker = new Questions(new TemporalConnection(secret, namespace()));
    try (CheckWorker worker =
        CheckWorker.start(secret, namespace(), "1.170.0", WorkerOptions.getDefaultInstance())) {
      var asked =
          CompletableFuture.supplyAsync(
              () -> asker.ask(about("a-secret-region"), LONG),
              task -> Thread.ofVirtual().start(task));
      await().atMost(LONG).until(() -> known() == 1);
      DescribeActivityExecutionResponse stored = stored();
      worker.answer();

      assertThat(given(asked.join()).requirements()).containsExactly("a-secret-region");
      assertThat(stored.getInput().getPayloads(0).getMetadataOrThrow("encoding").toStringUtf8())
          .isEqualTo("binary/encrypted");
      assertThat(stored.toString()).doesNotContain("a-secret-region", "Checking code");
    } finally {
      secret.shutdownNow();
    }
  }

  /** The only one, as Temporal has it. */
  private DescribeActivityExecutionResponse stored() {
    var known =
        temporal()
            .calls()
            .listActivityExecutions(
                ListActivityExecutionsRequest.newBuilder()
                    .setNamespace(namespace())
                    .setPageSize(10)
                    .build())
            .getExecutionsList();
    return temporal()
        .calls()
        .describeActivityExecution(
            DescribeActivityExecutionRequest.newBuilder()
                .setNamespace(namespace())
                .setActivityId(known.getFirst().getActivityId())
                .setIncludeInput(true)
                .build());
  }

  @Test
  void theCurrentBuildIsAsked_howeverManyThereAre() {
    try (CheckWorker _ = worker("1")) {
      promote("1");
      assertThat(answersFrom()).isEqualTo("1");
      try (CheckWorker _ = worker("2")) {
        assertThat(answersFrom()).isEqualTo("1");
        promote("2");
        await().atMost(LONG).until(() -> answersFrom().equals("2"));
      }
    }
  }

  private CheckWorker worker(String build) {
    return CheckWorker.start(
        server.stubs(),
        namespace(),
        build,
        WorkerOptions.newBuilder().setDeploymentOptions(new WorkerBuild(build).options()).build());
  }

  private String answersFrom() {
    return Objects.requireNonNull(given(questions().ask(Question.tools(), LONG))[0].version());
  }

  /** Once the server knows its workers. */
  private void promote(String build) {
    var request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentName(WorkerBuild.DEPLOYMENT)
            .setBuildId(build)
            .setIdentity("test")
            .build();
    await()
        .atMost(LONG)
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            () -> temporal().calls().setWorkerDeploymentCurrentVersion(request), Objects::nonNull);
  }
}
