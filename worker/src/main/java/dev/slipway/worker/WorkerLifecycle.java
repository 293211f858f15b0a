package dev.slipway.worker;

import dev.slipway.workflows.temporal.Payloads;
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

  private final WorkerSettings settings;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable WorkflowServiceStubs service;
  private @Nullable WorkerFactory factory;
  private @Nullable ActivityWiring activities;
  private volatile boolean running;

  WorkerLifecycle(WorkerSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    running = true;
    service = WorkflowServiceStubs.newServiceStubs(settings.temporal().server().stubs().build());
    var client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder()
                .setNamespace(settings.temporal().namespace())
                .setDataConverter(Payloads.converter())
                .build());
    activities = new ActivityWiring(settings, client);
    factory = new TaskQueueWiring(settings.slots()).register(client, activities);
    Thread.ofVirtual().name("worker-start").start(this::startPolling);
  }

  private void startPolling() {
    while (stopped.getCount() > 0) {
      try {
        pollIfNotStopped();
        LOG.info("Worker polls Temporal at {}", settings.temporal().target());
        return;
      } catch (RuntimeException unreachable) {
        LOG.warn(
            "Temporal does not answer at {}; trying again in {} s ({})",
            settings.temporal().target(),
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
    }
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
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
