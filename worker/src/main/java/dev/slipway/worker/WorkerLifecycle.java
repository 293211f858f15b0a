package dev.slipway.worker;

import dev.slipway.temporal.TemporalMetrics;
import dev.slipway.temporal.TemporalServer;
import dev.slipway.tracing.Tracing;
import dev.slipway.workflows.temporal.Payloads;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts polling as soon as Temporal answers, and stops without losing a step. */
final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);

  /** Between two attempts to reach Temporal. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Steps are told to stop and resume elsewhere; ending a child process takes a few seconds. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** A monitor waits for the answer. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final WorkerSettings settings;
  private final TemporalServer server;
  private final TemporalMetrics metrics;
  private final Tracing tracing;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable WorkflowServiceStubs service;
  private @Nullable WorkerFactory factory;
  private @Nullable ActivityWiring activities;
  private volatile boolean running;
  private volatile boolean polling;

  WorkerLifecycle(WorkerSettings settings, MeterRegistry registry) {
    this.settings = settings;
    server = settings.temporal().server();
    metrics = new TemporalMetrics(registry);
    tracing = Tracing.of(System.getenv(), "slipway-worker");
  }

  @Override
  public synchronized void start() {
    running = true;
    service =
        WorkflowServiceStubs.newServiceStubs(
            server.stubs().setMetricsScope(metrics.scope()).build());
    var client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder()
                .setNamespace(server.namespace())
                .setDataConverter(Payloads.converter())
                .build());
    activities = new ActivityWiring(settings, client, tracing);
    factory =
        new TaskQueueWiring(settings.slots(), settings.worker().versioned(), tracing)
            .register(client, activities);
    Thread.ofVirtual().name("worker-start").start(this::startPolling);
  }

  private void startPolling() {
    while (stopped.getCount() > 0) {
      try {
        pollIfNotStopped();
        LOG.info("Worker polls Temporal at {}", server.target());
        return;
      } catch (RuntimeException unreachable) {
        LOG.warn(
            "Temporal does not answer at {}; trying again in {} s ({})",
            server.target(),
            RETRY.toSeconds(),
            unreachable.getMessage());
      }
      if (waitedOutByStop()) {
        return;
      }
    }
  }

  private synchronized void pollIfNotStopped() {
    if (factory != null && stopped.getCount() > 0) {
      factory.start();
      polling = true;
    }
  }

  /** Whether it asks for work, or has yet to reach Temporal for the first time. */
  boolean isPolling() {
    return polling;
  }

  /** Where it asks. */
  TemporalServer server() {
    return server;
  }

  /** A call to Temporal that answers soon or fails. */
  void ask() {
    java.util.Objects.requireNonNull(service)
        .blockingStub()
        .withDeadlineAfter(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
  }

  private boolean waitedOutByStop() {
    try {
      return stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public synchronized void stop() {
    stopped.countDown();
    if (factory != null) {
      factory.shutdownNow();
      factory.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (service != null) {
      service.shutdownNow();
    }
    if (activities != null) {
      activities.close();
    }
    metrics.close();
    tracing.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
