package dev.slipway.workflows.scenarios.run;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.agent.AgentWorkflow;
import dev.slipway.workflows.agent.ReuseOrder;
import dev.slipway.workflows.agent.TtlChange;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.Bucket;
import dev.slipway.workflows.scenarios.cloud.Keys;
import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Recipe;
import dev.slipway.workflows.scenarios.model.Request;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests operations as the starter does; each answer says whether it was admitted. */
final class Door {
  private final WorkflowClient client;
  private final Account account;
  private final Names names;

  Door(WorkflowClient client, Account account, Names names) {
    this.client = client;
    this.account = account;
    this.names = names;
  }

  boolean deploy(Operation.Deploy deploy, Instant now) {
    DeploymentId id = names.deployment(deploy.id());
    if (exists(id)) {
      return true;
    }
    AgentKey agent = names.agent(deploy.agent());
    Request request = deploy.request();
    if (request.obstacle() != null) {
      account.interference().obstruct(id.value(), request.obstacle());
    }
    ArtifactRef code = store(agent, id, request.recipe());
    SecretRef secret =
        request.keyed() ? account.secrets().store(agent.stackName(), id, deploy.id()) : null;
    var order = order(id, agent, request, code, secret, now);
    boolean admitted = admitted(() -> started(agent).deploy(order));
    if (!admitted) {
      account.bucket().takeBack(code.key());
      if (secret != null) {
        account.secrets().delete(secret.arn());
      }
    }
    return admitted;
  }

  private ArtifactRef store(AgentKey agent, DeploymentId id, Recipe recipe) {
    String text = Specs.code(recipe);
    String key = Keys.deployment(agent, id) + "code-" + Bucket.sha256(text);
    return account.bucket().put(key, text);
  }

  private static DeploymentOrder order(
      DeploymentId id,
      AgentKey agent,
      Request request,
      ArtifactRef code,
      @Nullable SecretRef secret,
      Instant now) {
    return new DeploymentOrder(
        id,
        agent,
        Specs.of(request),
        code,
        secret,
        "tester",
        "a scenario",
        null,
        null,
        "fingerprint-" + id,
        TimeLimits.usual(),
        null,
        new QueueTerms(
            request.policy(), in(now, request.opensInHours()), in(now, request.closesInHours())),
        request.planOnly(),
        List.of(),
        PackageTerms.NONE,
        null,
        false,
        null);
  }

  private static @Nullable Instant in(Instant now, int hours) {
    return hours == 0 ? null : now.plus(Duration.ofHours(hours));
  }

  boolean reuse(Operation.Reuse reuse) {
    DeploymentId id = names.deployment(reuse.id());
    if (exists(id)) {
      return true;
    }
    if (reuse.obstacle() != null) {
      account.interference().obstruct(id.value(), reuse.obstacle());
    }
    var order =
        new ReuseOrder(
            id,
            names.agent(reuse.agent()),
            reuse.revision() == 0 ? Reuse.redeploy() : Reuse.rollbackTo(reuse.revision()),
            new QueueTerms(reuse.policy(), null, null),
            "tester",
            "a scenario",
            "fingerprint-" + id,
            TimeLimits.usual(),
            null,
            false,
            null);
    return admitted(() -> known(order.agent()).reuse(order));
  }

  boolean destroy(Operation.Destroy destroy) {
    DeploymentId id = names.deployment(destroy.id());
    if (exists(id)) {
      return true;
    }
    AgentKey agent = names.agent(destroy.agent());
    var order =
        new DestroyOrder(id, agent, "tester", "a scenario", TimeLimits.usual(), null, false, null);
    return admitted(() -> started(agent).destroy(order));
  }

  boolean setTtl(Operation.SetTtl ttl) {
    Duration lifetime = ttl.hours() == 0 ? null : Duration.ofHours(ttl.hours());
    return admitted(
        () -> known(names.agent(ttl.agent())).ttl(new TtlChange(lifetime, "tester", null, null)));
  }

  /**
   * Sends a retry, with everything in the patch that has changed.
   *
   * @param from the deployment's request so far
   */
  boolean retry(Operation.Retry retry, AgentKey agent, Request from) {
    DeploymentId id = names.deployment(retry.id());
    Recipe to = retry.patch().applyTo(from.recipe());
    boolean newCode = !Specs.code(to).equals(Specs.code(from.recipe()));
    var patch =
        new Patch(
            Specs.of(from).equals(Specs.of(from.with(to))) ? null : Specs.of(from.with(to)),
            newCode ? store(agent, id, to) : null);
    boolean admitted = update(id, "retry", decision(), patch.changesNothing() ? null : patch);
    if (!admitted && patch.code() != null) {
      account.bucket().takeBack(patch.code().key());
    }
    return admitted;
  }

  boolean decide(Operation.Decide decide) {
    DeploymentId id = names.deployment(decide.id());
    if (decide.verb() != Operation.Verb.CANCEL) {
      return update(id, decide.verb().name().toLowerCase(Locale.ROOT), decision());
    }
    return open(id) && admitted(() -> client.newUntypedWorkflowStub(id.value()).cancel());
  }

  /**
   * Terminates an agent with nothing in progress; on the in-memory server time stops when a report
   * of an end finds no agent. An agent with a TTL is restarted at once.
   */
  boolean terminate(AgentKey agent) {
    Optional<WorkflowExecutionDescription> idle = description(agent).filter(Door::idle);
    if (idle.isPresent()) {
      client.newUntypedWorkflowStub(agent.workflowId()).terminate("a scenario");
      if (last(agent).filter(known -> known.expiry() != null).isPresent()) {
        started(agent);
      }
    }
    return true;
  }

  private static boolean idle(WorkflowExecutionDescription agent) {
    return agent.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        && agent.getRawDescription().getPendingChildrenCount() == 0
        && agent.getRawDescription().getPendingActivitiesCount() == 0;
  }

  private Optional<AgentState> last(AgentKey agent) {
    return description(agent).flatMap(known -> AgentRuns.known(known.getWorkflowExecutionInfo()));
  }

  private Optional<WorkflowExecutionDescription> description(AgentKey agent) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(agent.workflowId()).describe());
    } catch (WorkflowNotFoundException never) {
      return Optional.empty();
    }
  }

  private static Decision decision() {
    return new Decision("tester", "a scenario");
  }

  private boolean update(DeploymentId id, String verb, @Nullable Object... arguments) {
    return admitted(
        () -> client.newUntypedWorkflowStub(id.value()).update(verb, Void.class, arguments));
  }

  /** Temporal accepts a cancellation of what has ended; the starter checks first. */
  private boolean open(DeploymentId id) {
    return exists(id)
        && client.newUntypedWorkflowStub(id.value()).describe().getStatus()
            == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private boolean exists(DeploymentId id) {
    try {
      client.newUntypedWorkflowStub(id.value()).describe();
      return true;
    } catch (WorkflowNotFoundException unknown) {
      return false;
    }
  }

  private static boolean admitted(Runnable question) {
    try {
      question.run();
      return true;
    } catch (WorkflowUpdateException | WorkflowNotFoundException refused) {
      return false;
    }
  }

  private AgentWorkflow known(AgentKey agent) {
    return last(agent).isPresent() ? started(agent) : stub(agent);
  }

  private AgentWorkflow stub(AgentKey agent) {
    return client.newWorkflowStub(AgentWorkflow.class, agent.workflowId());
  }

  /**
   * The agent, started if necessary. The starter does this and the update in one request; the
   * in-memory server fails on such a request when a busy machine makes the client send it twice.
   */
  private AgentWorkflow started(AgentKey key) {
    AgentWorkflow stub =
        client.newWorkflowStub(
            AgentWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(key.workflowId())
                .setTaskQueue(TaskQueues.PLAN)
                .setWorkflowIdConflictPolicy(
                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    WorkflowClient.start(stub::live, last(key).orElse(AgentState.fresh(key, "weather")));
    return stub(key);
  }
}
