package dev.slipway.starter.questions;

import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.question.QuestionWorkflowImpl;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A worker that answers questions about code when it is told to, and those about tools at once. */
final class CheckWorker implements CodeCheck, AutoCloseable {
  /** Code in this region can't be checked. */
  static final String FORBIDDEN = "forbidden-1";

  private final String name;
  private final WorkerFactory factory;
  private final CountDownLatch told = new CountDownLatch(1);

  private CheckWorker(String name, WorkerFactory factory) {
    this.name = name;
    this.factory = factory;
  }

  /**
   * Starts one.
   *
   * @param name what it calls itself in its answers
   */
  static CheckWorker start(
      WorkflowServiceStubs stubs, String namespace, String name, WorkerOptions options) {
    var client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setDataConverter(Payloads.converter())
                .build());
    WorkerFactory factory = WorkerFactory.newInstance(client);
    var worker = new CheckWorker(name, factory);
    factory
        .newWorker(TaskQueues.PLAN, options)
        .registerWorkflowImplementationTypes(QuestionWorkflowImpl.class);
    factory.newWorker(TaskQueues.CHECK, options).registerActivitiesImplementations(worker);
    factory.start();
    return worker;
  }

  /** Lets it answer about code from now on. */
  void answer() {
    told.countDown();
  }

  @Override
  public Report checkCode(Input code) {
    if (code.region().equals(FORBIDDEN)) {
      throw Failure.of(FailureType.ACCESS_DENIED, "The code can't be read.").toException();
    }
    try {
      told.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new Report(
        true,
        List.of(),
        List.of(),
        null,
        List.of(code.region()),
        List.of(),
        false,
        false,
        List.of(),
        List.of(),
        false,
        1,
        List.of(),
        List.of(),
        code.runtime(),
        List.of(),
        null);
  }

  @Override
  public List<ToolStatus> probeTools() {
    return List.of(new ToolStatus("sam", true, name));
  }

  @Override
  public void close() {
    answer();
    factory.shutdownNow();
  }
}
