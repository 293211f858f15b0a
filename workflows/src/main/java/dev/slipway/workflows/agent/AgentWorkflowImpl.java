package dev.slipway.workflows.agent;

import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.QueuePolicy;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Grants turns one after the other, remembers what went live, and lives on as new runs. */
public final class AgentWorkflowImpl implements AgentWorkflow {
  /**
   * A deployment that an earlier run started is asked this often whether it is still there: it
   * tells us its end itself, unless it was terminated.
   */
  private static final Duration PING = Duration.ofMinutes(2);

  /** Who asks when an agent's time is over. */
  private static final String TTL = "slipway (ttl)";

  private final AgentMemory memory;
  private final AuditTrail audit;
  private final Pruning pruning;
  private final AgentMemo memo = new AgentMemo();
  private boolean awake;

  @WorkflowInit
  public AgentWorkflowImpl(AgentState state) {
    memory = new AgentMemory(state);
    audit = new AuditTrail(state.agent(), memory.backlog());
    pruning = new Pruning(state.agent(), memory.revisions());
  }

  @Override
  public void live(AgentState state) {
    audit.begin(() -> awake = true);
    while (!memory.retired() || !audit.isDone()) {
      endMissedWindows();
      takeDownWhenDue(state.agent());
      grantTurn();
      pruning.begin();
      memo.write(memory);
      if (HistoryLimit.reached() && handlersAreDone()) {
        Workflow.continueAsNew(memory.state());
      }
      awaitNews();
    }
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  private boolean handlersAreDone() {
    return Workflow.isEveryHandlerFinished();
  }

  private void awaitNews() {
    awake = false;
    boolean inherited = memory.queue().runsAnInheritedDeployment();
    Optional<Duration> pause =
        Stream.concat(untilNextMoment().stream(), Stream.of(PING).filter(ping -> inherited))
            .min(Duration::compareTo);
    if (pause.isEmpty()) {
      Workflow.await(() -> awake);
    } else if (!Workflow.await(pause.get(), () -> awake) && inherited) {
      memory.queue().running().filter(id -> !isThere(id)).ifPresent(memory::lost);
    }
  }

  private Optional<Duration> untilNextMoment() {
    Instant now = now();
    // Timers count in milliseconds, and must not end before the moment.
    return memory
        .nextMoment(now)
        .map(moment -> Duration.ofMillis(Duration.between(now, moment).toMillis() + 1));
  }

  private void endMissedWindows() {
    for (Place place : memory.queue().tooLate(now())) {
      Children.withdraw(place.id(), Children.windowMissed(place.terms()));
      memory.lost(place.id());
    }
  }

  private void takeDownWhenDue(AgentKey agent) {
    memory
        .due(now())
        .ifPresent(
            expiry -> {
              var id = new DeploymentId("ttl-" + Workflow.randomUUID());
              memory.expires(expiry.begun(id));
              admit(new DestroyOrder(id, agent, TTL, expiry.words(), TimeLimits.usual()), true);
            });
  }

  private void grantTurn() {
    while (memory.queue().running().isEmpty() && memory.takeNext(now())) {
      DeploymentId next = memory.queue().running().orElseThrow();
      if (!Children.grant(next, memory.turn())) {
        memory.lost(next);
      }
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** A turn granted twice is the same turn, so it also serves to ask whether somebody is there. */
  private boolean isThere(DeploymentId id) {
    return Children.grant(id, memory.turn());
  }

  @Override
  public Admission deploy(DeploymentOrder order) {
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    QueuePolicy policy = order.terms().policy();
    Offers.requireRoomFor(policy, memory);
    List<Place> ahead = memory.queue().ahead();
    Admission admission = admit(order, Place.of(order), false);
    if (admission.repeated() || policy != QueuePolicy.LATEST_WINS) {
      return admission;
    }
    supersede(ahead, order.id());
    return memory.admission(order.id(), false);
  }

  @Override
  public Admission reuse(ReuseOrder order) {
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    QueuePolicy policy = order.terms().policy();
    Offers.requireRoomFor(policy, memory);
    var source = Offers.require(memory, order.reuse());
    var deployment = order.of(source);
    Place place = Place.of(deployment);
    if (place.rollsBack()) {
      Offers.requireStanding(memory);
    }
    List<Place> ahead = memory.queue().ahead();
    Admission admission = admit(deployment, place, place.rollsBack());
    if (admission.repeated()) {
      return admission;
    }
    supersede(
        ahead.stream()
            .filter(
                other ->
                    policy == QueuePolicy.LATEST_WINS || (place.rollsBack() && other.rollsBack()))
            .toList(),
        order.id());
    if (place.rollsBack()) {
      memory
          .queue()
          .running()
          .filter(id -> !id.equals(order.id()) && !memory.queue().place(id).destroys())
          .ifPresent(id -> withdraw(id, order.id()));
    }
    return memory.admission(order.id(), false);
  }

  /** A request to take the agent down is nobody's to replace. */
  private void supersede(List<Place> places, DeploymentId by) {
    for (Place place : places.stream().filter(place -> !place.destroys()).toList()) {
      Workflow.await(() -> !memory.queue().starts(place.id()));
      if (memory.queue().waits(place.id())) {
        withdraw(place.id(), by);
      }
    }
  }

  /** Whoever waits is out of the queue at once; whoever runs keeps its turn until it has ended. */
  private void withdraw(DeploymentId id, DeploymentId by) {
    boolean waits = memory.queue().waits(id);
    if (!Children.withdraw(id, Children.supersededBy(by)) || waits) {
      memory.lost(id);
    }
    awake = true;
  }

  private Admission admit(DeploymentOrder order, Place place, boolean first) {
    var child =
        Workflow.newChildWorkflowStub(
            DeployAgentWorkflow.class, ChildOptions.of(order, memory.turn().revision()));
    Promise<TurnEnded> end =
        Async.function(child::deploy, order)
            .thenApply(live -> TurnEnded.succeeded(order.id(), revision(live)));
    return admit(place, first, child, end);
  }

  private static @Nullable Revision revision(@Nullable DeploymentResult live) {
    return live == null ? null : live.revision();
  }

  @Override
  public Admission destroy(DestroyOrder order) {
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    return admit(order, false);
  }

  private Admission admit(DestroyOrder order, boolean first) {
    var child =
        Workflow.newChildWorkflowStub(
            DestroyAgentWorkflow.class, ChildOptions.of(order, memory.state().agentName()));
    Promise<TurnEnded> end =
        Async.function(child::destroy, order).thenApply(ledger -> TurnEnded.gone(order.id()));
    return admit(Place.of(order), first, child, end);
  }

  private Admission admit(Place place, boolean first, Object child, Promise<TurnEnded> end) {
    DeploymentId id = place.id();
    memory.queue().admitting(place);
    try {
      Workflow.getWorkflowExecution(child).get();
      memory.enqueue(id, first);
    } catch (TemporalFailure alreadyStarted) {
      memory.lost(id);
      return memory.admission(id, true);
    }
    awake = true;
    end.handle(
        (ended, failure) -> {
          // Its own report comes first, as a rule; this is for one that could not send it.
          if (ended == null) {
            memory.lost(id);
          } else {
            memory.ended(ended);
          }
          awake = true;
          return null;
        });
    return memory.admission(id, false);
  }

  @Override
  public void validateDeploy(DeploymentOrder order) {
    requireRoom(order.id(), order.terms().policy());
  }

  @Override
  public void validateReuse(ReuseOrder order) {
    requireRoom(order.id(), order.terms().policy());
  }

  @Override
  public void validateDestroy(DestroyOrder order) {
    requireRoom(order.id(), QueuePolicy.QUEUE);
  }

  private void requireRoom(DeploymentId id, QueuePolicy policy) {
    if (policy != QueuePolicy.LATEST_WINS && memory.queue().full() && !memory.queue().knows(id)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "%d deployments of this agent are waiting already (expected: fewer); try again later"
              .formatted(memory.state().waiting().size()),
          QUEUE_FULL);
    }
  }

  @Override
  public TtlAnswer ttl(TtlChange change) {
    Offers.requireLasting(memory);
    Instant at = change.ttl() == null ? null : now().plus(change.ttl());
    memory.expires(at == null ? null : new Expiry(at, change.by(), change.reason(), null));
    awake = true;
    return new TtlAnswer(at);
  }

  @Override
  public void ended(TurnEnded ended) {
    memory.ended(ended);
    awake = true;
  }

  @Override
  public void driftChecked(DriftReport found) {
    memory.drift(found);
    awake = true;
  }
}
