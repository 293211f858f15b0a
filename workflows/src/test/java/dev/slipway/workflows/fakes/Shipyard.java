package dev.slipway.workflows.fakes;

import dev.slipway.workflows.agent.Admission;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.agent.UpgradingAgentWorkflowImpl;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.scenarios.cloud.Accounts;
import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.temporal.WorkerBuild;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Workers of several builds in one namespace of a real server, with fake activities. */
public final class Shipyard implements AutoCloseable {
  /** The field that only {@link #startLater a later build} writes. */
  public static final String ADDED_LATER = LaterPayloads.FIELD;

  private final DevServer server;
  private final String namespace;
  private final Accounts accounts = new Accounts();
  private final World world = new World(accounts.of(Orders.AGENT));
  private final Faults faults = new Faults();
  private final List<WorkerFactory> workers = new ArrayList<>();
  private final WorkflowClient client;

  public Shipyard(DevServer server, String namespace) {
    this.server = server;
    this.namespace = namespace;
    this.client = client("starter", Payloads.converter());
  }

  /** Starts a worker that belongs to no build. */
  public WorkerFactory startUnversioned() {
    return start(client("no build", Payloads.converter()), WorkerOptions.newBuilder().build());
  }

  /** Starts a worker of a build. */
  public WorkerFactory start(WorkerBuild build) {
    return start(client(build.id(), Payloads.converter()), of(build));
  }

  /** Starts a worker of a build whose payloads and commands are not those of this one. */
  public WorkerFactory startLater(WorkerBuild build, WorkerInterceptor commands) {
    return start(client(build.id(), LaterPayloads.converter()), of(build), commands);
  }

  private static WorkerOptions of(WorkerBuild build) {
    return WorkerOptions.newBuilder().setDeploymentOptions(build.options()).build();
  }

  private WorkerFactory start(
      WorkflowClient own, WorkerOptions options, WorkerInterceptor... interceptors) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            own, WorkerFactoryOptions.newBuilder().setWorkerInterceptors(interceptors).build());
    factory
        .newWorker(TaskQueues.PLAN, options)
        .registerWorkflowImplementationTypes(
            DeployAgentWorkflowImpl.class,
            options.getDeploymentOptions() == null
                ? AgentWorkflowImpl.class
                : UpgradingAgentWorkflowImpl.class,
            DestroyAgentWorkflowImpl.class,
            NotifyWorkflowImpl.class);
    for (String queue : List.of(TaskQueues.BUILD, TaskQueues.CLOUD)) {
      Worker worker = factory.newWorker(queue, options);
      worker.registerActivitiesImplementations(new ScriptedActivities(world, faults).in(accounts));
      worker.registerActivitiesImplementations(new TemporalAgentKeeper(own));
    }
    factory.start();
    workers.add(factory);
    return factory;
  }

  /** Stops a worker; nothing of it asks the server any more when this returns. */
  public void stop(WorkerFactory worker) {
    worker.shutdownNow();
    worker.awaitTermination(30, TimeUnit.SECONDS);
    workers.remove(worker);
  }

  private WorkflowClient client(String identity, DataConverter payloads) {
    return WorkflowClient.newInstance(
        server.stubs(),
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setIdentity(identity)
            .setDataConverter(payloads)
            .build());
  }

  public WorkflowClient client() {
    return client;
  }

  public BuildRouting routing() {
    return new BuildRouting(server.stubs().blockingStub(), namespace);
  }

  public Faults faults() {
    return faults;
  }

  /** Asks for a deployment as the starter does. */
  public Admission deploy(DeploymentOrder order) {
    world.store(order);
    return Harbour.ask(client, "deploy", order.agent(), order);
  }

  public WorkflowStub deployment(String id) {
    return client.newUntypedWorkflowStub(id);
  }

  /** What the agent remembers, as anyone can read it. */
  public AgentState agentState() {
    return Harbour.agentState(client);
  }

  @Override
  public void close() {
    workers.forEach(WorkerFactory::shutdownNow);
    List.copyOf(workers).forEach(this::stop);
  }
}
