package dev.slipway.starter.temporal;

import dev.slipway.temporal.TemporalMetrics;
import dev.slipway.temporal.TemporalServer;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.ActivityClient;
import io.temporal.client.ActivityClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one connection to Temporal; it is opened on the first call, so startup needs no server. */
public final class TemporalConnection implements AutoCloseable {
  /** A healthy server answers in milliseconds; after this a caller gets an error. */
  private static final Duration CALL = Duration.ofSeconds(4);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final ActivityClient activities;
  private final String namespace;

  public TemporalConnection(WorkflowServiceStubs stubs, String namespace) {
    this.stubs = stubs;
    this.namespace = namespace;
    this.client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setNamespace(namespace)
                .setIdentity("slipway-starter")
                .setDataConverter(Payloads.converter())
                .build());
    this.activities =
        ActivityClient.newInstance(
            stubs,
            ActivityClientOptions.newBuilder()
                .setNamespace(namespace)
                .setIdentity("slipway-starter")
                .setDataConverter(Payloads.converter())
                .build());
  }

  static TemporalConnection at(TemporalServer server, TemporalMetrics metrics) {
    var options =
        server
            .stubs()
            .setMetricsScope(metrics.scope())
            .setRpcTimeout(CALL)
            .setRpcRetryOptions(
                RpcRetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofMillis(100))
                    .setMaximumInterval(Duration.ofSeconds(1))
                    .setBackoffCoefficient(2)
                    .setExpiration(CALL)
                    .validateBuildWithDefaults())
            .build();
    return new TemporalConnection(
        WorkflowServiceStubs.newServiceStubs(options), server.namespace());
  }

  public WorkflowClient client() {
    return client;
  }

  /** For activities without a workflow, where the server has them. */
  public ActivityClient activities() {
    return activities;
  }

  /** For what happens automatically, again and again. */
  public ScheduleClient schedules() {
    return ScheduleClient.newInstance(
        stubs,
        ScheduleClientOptions.newBuilder()
            .setNamespace(namespace)
            .setIdentity("slipway-starter")
            .setDataConverter(Payloads.converter())
            .build());
  }

  public String namespace() {
    return namespace;
  }

  /** For one call that must answer soon. */
  public WorkflowServiceBlockingStub calls() {
    return calls(CALL);
  }

  /** For one call that may take as long as given. */
  public WorkflowServiceBlockingStub calls(Duration limit) {
    return stubs.blockingStub().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
