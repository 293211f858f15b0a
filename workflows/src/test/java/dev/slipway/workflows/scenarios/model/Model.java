package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.model.DeploymentModel.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must be true after each operation. It handles every operation in every state, so that a
 * scenario stays valid when operations are left out.
 */
public final class Model {
  /** How long a deployment waits for a turn once its window has opened. */
  private static final Duration TURN = Duration.ofHours(96);

  private final Map<Integer, AgentModel> agents = new TreeMap<>();
  private final Map<String, DeploymentModel> deployments = new LinkedHashMap<>();
  private final Map<String, Operation> admitted = new LinkedHashMap<>();
  private final Map<String, Integer> homes = new LinkedHashMap<>();
  private final boolean frontDoor;
  private Instant now = Instant.EPOCH;
  private @Nullable Hold nextHold;

  /** A model of the workflows alone, or of the whole product with its API. */
  public Model(boolean frontDoor) {
    this.frontDoor = frontDoor;
  }

  /** Applies the operation at a time; false if it must be refused and change nothing. */
  public boolean apply(Operation operation, Instant at) {
    passUntil(at);
    if (frontDoor && RunningStarter.refuses(operation, deployments, homes.values())) {
      return false;
    }
    return switch (operation) {
      case Operation.Deploy deploy -> deploy(deploy);
      case Operation.Repeat repeat -> admitted.containsKey(repeat.id());
      case Operation.Reuse reuse -> reuse(reuse);
      case Operation.Destroy destroy -> destroy(destroy);
      case Operation.Retry retry -> retry(retry);
      case Operation.Decide decide -> decide(decide);
      case Operation.SetTtl ttl -> setTtl(ttl);
      case Operation.Pass pass -> {
        passUntil(at.plus(Duration.ofHours(pass.hours())));
        yield true;
      }
      case Operation.Tamper tamper -> agent(tamper.agent()).tamper();
      // An agent's memory outlives its workflow.
      case Operation.Terminate terminate -> true;
      case Operation.Meanwhile meanwhile -> {
        holdNext(meanwhile.hold());
        boolean first = apply(meanwhile.first(), at);
        holdNext(null);
        apply(meanwhile.then(), at);
        release();
        yield first;
      }
    };
  }

  /** The deployment of the next operation pauses at the hold, if it gets there. */
  public void holdNext(@Nullable Hold hold) {
    nextHold = hold;
  }

  private @Nullable Hold takeHold() {
    Hold hold = nextHold;
    nextHold = null;
    return hold;
  }

  /** The paused deployment, if any. */
  public Optional<String> held() {
    return deployments.values().stream().filter(each -> each.held).map(each -> each.id).findFirst();
  }

  /** Whether the paused deployment has been recalled meanwhile. */
  public boolean heldIsRecalled() {
    return deployments.values().stream().anyMatch(each -> each.held && each.recalled != null);
  }

  /** Lets the paused deployment continue. */
  public void release() {
    for (DeploymentModel each : List.copyOf(deployments.values())) {
      each.hold = null;
      if (each.held) {
        AgentModel agent = home(each);
        new Course(agent, each, now).release();
        turns(agent).settle();
      }
    }
  }

  private boolean deploy(Operation.Deploy deploy) {
    if (deployments.containsKey(deploy.id())) {
      return true;
    }
    Request request = deploy.request();
    AgentModel agent = agent(deploy.agent());
    if (request.policy() == QueuePolicy.REJECT && agent.busy()) {
      return false;
    }
    var deployment = DeploymentModel.build(deploy.id(), request, now);
    agent.objects.add(deploy.id());
    if (request.keyed()) {
      agent.secrets.add(deploy.id());
    }
    admit(deploy, deploy.agent(), deployment, request.policy(), false);
    return true;
  }

  private boolean reuse(Operation.Reuse reuse) {
    AgentModel agent = agent(reuse.agent());
    boolean rollsBack = reuse.revision() != 0;
    if (deployments.containsKey(reuse.id())) {
      return true;
    }
    if (reuse.policy() == QueuePolicy.REJECT && agent.busy()) {
      return false;
    }
    Optional<RevisionModel> source = rollsBack ? agent.find(reuse.revision()) : agent.live();
    boolean live = agent.live().filter(each -> each.number() == reuse.revision()).isPresent();
    if (source.isEmpty() || live || (rollsBack && agent.goesDown())) {
      return false;
    }
    var deployment =
        new DeploymentModel(
            reuse.id(),
            rollsBack ? Kind.ROLLBACK : Kind.REDEPLOY,
            reuse.revision(),
            source.get().request().again(reuse.obstacle()),
            null,
            null);
    admit(reuse, reuse.agent(), deployment, reuse.policy(), rollsBack);
    return true;
  }

  private boolean destroy(Operation.Destroy destroy) {
    if (!deployments.containsKey(destroy.id())) {
      var deployment =
          new DeploymentModel(destroy.id(), Kind.DESTROY, 0, Request.NOTHING, null, null);
      admit(destroy, destroy.agent(), deployment, QueuePolicy.QUEUE, false);
    }
    return true;
  }

  private void admit(
      Operation operation,
      int number,
      DeploymentModel deployment,
      QueuePolicy policy,
      boolean first) {
    AgentModel agent = agent(number);
    List<DeploymentModel> ahead = agent.supersededBy(policy, first);
    deployments.put(deployment.id, deployment);
    admitted.put(deployment.id, operation);
    homes.put(deployment.id, number);
    deployment.hold = takeHold();
    deployment.patience = now.plus(TURN).plus(deployment.untilWindow(now));
    agent.waiting.add(first ? 0 : agent.waiting.size(), deployment);
    ahead.forEach(each -> turns(agent).recall(each, FailureType.SUPERSEDED));
    if (first && agent.running != null && !agent.running.destroys()) {
      turns(agent).recall(agent.running, FailureType.SUPERSEDED);
    }
    turns(agent).settle();
  }

  private boolean retry(Operation.Retry retry) {
    DeploymentModel deployment = deployments.get(retry.id());
    if (deployment == null || deployment.status != Status.PARKED) {
      return false;
    }
    deployment.patch(retry.patch());
    deployment.hold = takeHold();
    AgentModel agent = home(deployment);
    new Course(agent, deployment, now).run();
    turns(agent).settle();
    return true;
  }

  private boolean decide(Operation.Decide decide) {
    DeploymentModel deployment = deployments.get(decide.id());
    if (deployment == null || deployment.status.terminal()) {
      return false;
    }
    AgentModel agent = home(deployment);
    boolean asked = deployment.status == Status.AWAITING_APPROVAL;
    boolean applies =
        switch (decide.verb()) {
          case CANCEL -> true;
          case ABORT -> deployment.status == Status.PARKED;
          case APPROVE, REJECT -> asked;
        };
    if (!applies) {
      return false;
    }
    switch (decide.verb()) {
      case CANCEL -> turns(agent).recall(deployment, FailureType.CANCELLED);
      case ABORT -> turns(agent).recall(deployment, FailureType.ABORTED);
      case REJECT -> turns(agent).recall(deployment, FailureType.REJECTED);
      case APPROVE -> {
        deployment.hold = takeHold();
        new Course(agent, deployment, now).approve();
      }
    }
    turns(agent).settle();
    return true;
  }

  private boolean setTtl(Operation.SetTtl ttl) {
    AgentModel agent = agent(ttl.agent());
    if (agent.live().isEmpty() || agent.goesDown()) {
      return false;
    }
    agent.expiry = ttl.hours() == 0 ? null : now.plus(Duration.ofHours(ttl.hours()));
    return true;
  }

  /** Everything that happens on its own until then, in order. */
  public void passUntil(Instant target) {
    while (true) {
      Optional<Instant> next = nextMoment().filter(moment -> !moment.isAfter(target));
      Instant moment = next.orElse(target);
      now = now.isBefore(moment) ? moment : now;
      if (next.isEmpty()) {
        return;
      }
      agents.values().forEach(agent -> turns(agent).moment());
    }
  }

  /** When something next happens on its own; empty if nothing does. */
  public Optional<Instant> nextMoment() {
    return agents.values().stream()
        .flatMap(agent -> turns(agent).moments())
        .min(Instant::compareTo);
  }

  private Turns turns(AgentModel agent) {
    return new Turns(agent, now);
  }

  private AgentModel agent(int number) {
    return agents.computeIfAbsent(number, any -> new AgentModel());
  }

  private AgentModel home(DeploymentModel deployment) {
    return agent(Objects.requireNonNull(homes.get(deployment.id)));
  }

  /** What must exist of an agent. */
  public AgentFacts facts(int agent) {
    return agent(agent).facts();
  }

  /** The state each deployment must be in. */
  public Map<String, Ending> endings() {
    Map<String, Ending> endings = new LinkedHashMap<>();
    deployments.forEach((id, deployment) -> endings.put(id, deployment.ending()));
    return endings;
  }

  /** The request admitted under an id. */
  public Optional<Operation> admitted(String id) {
    return Optional.ofNullable(admitted.get(id));
  }

  /** What a deployment asks for after its patches. */
  public Optional<Request> request(String id) {
    return Optional.ofNullable(deployments.get(id)).map(deployment -> deployment.request);
  }

  /** What still obstructs a deployment. */
  public Optional<Obstacle> obstacle(String id) {
    return Optional.ofNullable(deployments.get(id)).map(deployment -> deployment.obstacle);
  }

  /** The agents that have received a request. */
  public Set<Integer> agents() {
    return Set.copyOf(agents.keySet());
  }

  public int agentOf(String id) {
    return Objects.requireNonNull(homes.get(id));
  }

  /** How many agents have been taken down because they expired. */
  public int takenDownByTtl() {
    return agents.values().stream().mapToInt(agent -> agent.takenDownByTtl).sum();
  }
}
