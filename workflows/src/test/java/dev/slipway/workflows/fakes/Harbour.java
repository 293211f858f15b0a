package dev.slipway.workflows.fakes;

import dev.slipway.workflows.agent.Admission;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflowImpl;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.deploy.DeployAgentWorkflowImpl;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.destroy.DestroyAgentWorkflowImpl;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.drift.CheckDriftWorkflowImpl;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.notices.NotifyWorkflowImpl;
import dev.slipway.workflows.question.QuestionWorkflowImpl;
import dev.slipway.workflows.revival.AgentCalls;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.scenarios.cloud.Accounts;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import dev.slipway.workflows.turn.Introduction;
import dev.slipway.workflows.turn.Turn;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The complete workflows on Temporal's in-memory server, with fake activities and skipped time. */
public final class Harbour implements AutoCloseable {
  private final World world;
  private final Faults faults = new Faults();
  private final Receivers receivers = new Receivers();
  private final TestWorkflowEnvironment environment;

  public Harbour() {
    this(WorkerFactoryOptions.getDefaultInstance());
  }

  /** A harbour in which a silent attempt times out after two seconds, and the step after two. */
  public static Harbour withQuickTimeouts() {
    return new Harbour(
        WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new QuickTimeouts()).build());
  }

  /** A harbour in which agents do not receive their deployments' reports of their ends. */
  public static Harbour withLostReports() {
    return new Harbour(
        WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new LostReports()).build());
  }

  /** A harbour in which the request for one deployment is answered late. */
  public static Harbour withSlowAnswer(String deployment) {
    return new Harbour(
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SlowAnswer(deployment))
            .build());
  }

  private Harbour(WorkerFactoryOptions workers) {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(workers)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    var accounts = new Accounts(() -> Instant.ofEpochMilli(environment.currentTimeMillis()));
    world = new World(accounts.of(Orders.AGENT));
    environment
        .newWorker(TaskQueues.PLAN)
        .registerWorkflowImplementationTypes(
            DeployAgentWorkflowImpl.class,
            AgentWorkflowImpl.class,
            DestroyAgentWorkflowImpl.class,
            QuestionWorkflowImpl.class,
            CheckDriftWorkflowImpl.class,
            NotifyWorkflowImpl.class);
    environment.newWorker(TaskQueues.NOTICES).registerActivitiesImplementations(receivers);
    var quickBeats =
        WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(50)).build();
    var activities = new ScriptedActivities(world, faults).in(accounts);
    var keeper = new TemporalAgentKeeper(client());
    for (String queue : List.of(TaskQueues.BUILD, TaskQueues.CHECK, TaskQueues.CLOUD)) {
      Worker worker = environment.newWorker(queue, quickBeats);
      worker.registerActivitiesImplementations(activities);
      worker.registerActivitiesImplementations(keeper);
    }
    environment.start();
  }

  public World world() {
    return world;
  }

  public Faults faults() {
    return faults;
  }

  /** Those who hear of deployments; none at first. */
  public Receivers receivers() {
    return receivers;
  }

  public TestWorkflowEnvironment environment() {
    return environment;
  }

  /** Starts a deployment that already has its turn. */
  public WorkflowStub start(DeploymentOrder order) {
    return start(order, new Turn(1, null));
  }

  /** Starts a deployment that already has this turn. */
  public WorkflowStub start(DeploymentOrder order, Turn turn) {
    WorkflowStub stub = startQueued(order);
    stub.signal("yourTurn", turn);
    return stub;
  }

  /** Starts a deployment that waits for its turn. */
  public WorkflowStub startQueued(DeploymentOrder order) {
    store(order);
    WorkflowStub stub =
        client()
            .newUntypedWorkflowStub(
                DeployAgentWorkflow.class.getSimpleName(), options(order.id().value()).build());
    stub.start(order);
    return stub;
  }

  /** Stores what the starter stores before anything knows of the deployment. */
  public void store(DeploymentOrder order) {
    world.store(order);
  }

  /** Asks an agent for a deployment as the starter does: it starts the agent if necessary. */
  public Admission deploy(DeploymentOrder order) {
    store(order);
    try {
      return admit(order);
    } catch (WorkflowUpdateException refused) {
      world.takeBack(order);
      throw refused;
    }
  }

  /** Asks an agent for a deployment whose code and keys are already stored. */
  public Admission admit(DeploymentOrder order) {
    return ask(client(), "deploy", order.agent(), order);
  }

  /** Asks an agent to be taken down. */
  public Admission destroy(DestroyOrder order) {
    return ask(client(), "destroy", order.agent(), order);
  }

  /** Asks an agent to deploy a revision again. */
  public Admission reuse(ReuseOrder order) {
    return ask(client(), "reuse", order.agent(), order);
  }

  static Admission ask(WorkflowClient client, String what, AgentKey agent, Object order) {
    var update =
        UpdateOptions.newBuilder(Admission.class)
            .setUpdateName(what)
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    return new AgentCalls(client)
        .update(new Introduction(agent, "weather", "tester"), update, order);
  }

  public WorkflowStub deployment(String id) {
    return client().newUntypedWorkflowStub(id);
  }

  public WorkflowExecutionHistory history(String workflowId) {
    return client().fetchHistory(workflowId);
  }

  /** The deployment as people see it. */
  public DeploymentView view(String id) {
    return Timeline.view(history(id).getEvents(), List.of());
  }

  /** What an agent remembers, as anyone can read it. */
  public AgentState agentState() {
    return agentState(client());
  }

  static AgentState agentState(WorkflowClient client) {
    AgentState memo =
        client
            .newUntypedWorkflowStub(Orders.AGENT.workflowId())
            .describe()
            .getMemo(AgentState.MEMO, AgentState.class, AgentState.class);
    return memo == null ? AgentState.fresh(Orders.AGENT, "weather") : memo;
  }

  public WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  private static WorkflowOptions.Builder options(String id) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(TaskQueues.PLAN)
        .setMemo(Map.of(Outcome.MEMO, Outcome.NONE));
  }

  @Override
  public void close() {
    environment.close();
  }
}
