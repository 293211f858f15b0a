package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.TimeLimits;
import dev.slipway.workflows.temporal.TimedWait;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.TurnEnded;
import dev.slipway.workflows.turn.Waiting;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Grants turns one at a time, remembers what went live, and continues as new runs. */
public class AgentWorkflowImpl implements AgentWorkflow {
  /** The requester when an agent has expired. */
  private static final String TTL = "slipway (ttl)";

  private final AgentMemory memory;
  private final AgentNews news;
  private final AuditTrail audit;
  private final Pruning pruning;
  private final AgentMemo memo = new AgentMemo();
  private final Watch watch;
  private final Starts starts;
  private final Undisturbed undisturbed = new Undisturbed();
  private boolean awake;

  @WorkflowInit
  public AgentWorkflowImpl(AgentState state) {
    memory = new AgentMemory(state);
    news = new AgentNews(memory);
    audit = new AuditTrail(memory::agent, memory.backlog(), news::unaudited);
    pruning = new Pruning(memory::agent, memory.revisions());
    watch = new Watch(memory, () -> awake = true);
    starts = new Starts(memory, watch, () -> awake = true);
  }

  @Override
  public void live(AgentState state) {
    undisturbed.run(this::liveOn);
  }

  private void liveOn() {
    audit.begin(() -> awake = true);
    while (!over()) {
      endMissedWindows();
      takeDownWhenDue();
      grantTurn();
      Optional<Instant> look = watch.look(now());
      pruning.begin();
      memo.write(memory, undisturbed.canceled());
      if (mustContinue()) {
        Workflow.continueAsNew(memory.state());
      }
      awaitNews(look);
    }
  }

  /** Whether nothing is left to do, and nothing is being admitted. */
  private boolean over() {
    return memory.retired() && audit.isDone() && undertakesNothing();
  }

  private boolean undertakesNothing() {
    return Workflow.isEveryHandlerFinished() && !watch.looking() && !audit.reporting();
  }

  /** The SDK would end a run that someone canceled instead of continuing it. */
  private boolean mustContinue() {
    boolean time = HistoryLimit.reached() || (HistoryLimit.near() && memory.queue().empty());
    return time && undertakesNothing() && !undisturbed.canceled();
  }

  private void awaitNews(Optional<Instant> look) {
    awake = false;
    Optional<Duration> pause = untilNextMoment(look);
    if (pause.isPresent()) {
      TimedWait.await(pause.get(), () -> awake || over());
    } else {
      Workflow.await(() -> awake || over());
    }
  }

  private Optional<Duration> untilNextMoment(Optional<Instant> look) {
    Instant now = now();
    // Timers count in milliseconds, and must not end before the moment.
    return Stream.concat(memory.nextMoment(now).stream(), look.stream())
        .min(Instant::compareTo)
        .map(moment -> Duration.ofMillis(Duration.between(now, moment).toMillis() + 1));
  }

  private void endMissedWindows() {
    for (Place place : memory.queue().tooLate(now())) {
      Children.withdraw(place.id(), Children.windowMissed(place.terms()));
      memory.lost(place.id());
    }
  }

  private void takeDownWhenDue() {
    if (memory.due(now()).isEmpty()) {
      return;
    }
    boolean again = retriesADayAfterItsDestroy();
    memory
        .due(now())
        .ifPresent(
            expiry -> {
              var id = new DeploymentId("ttl-" + Workflow.randomUUID());
              memory.expires(expiry.begun(id, again ? now() : expiry.at()));
              starts.admit(
                  new DestroyOrder(
                      id,
                      memory.agent(),
                      TTL,
                      expiry.words(),
                      TimeLimits.usual(),
                      null,
                      memory.announced(),
                      null),
                  true);
            });
  }

  /** One that was due days ago, and fails, is not due again at once. */
  private static boolean retriesADayAfterItsDestroy() {
    return Workflow.getVersion("expiry-from-its-destroy", Workflow.DEFAULT_VERSION, 1)
        > Workflow.DEFAULT_VERSION;
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

  @Override
  public Admission deploy(DeploymentOrder order) {
    return Undisturbed.call(() -> admit(order));
  }

  private Admission admit(DeploymentOrder order) {
    memory.asked(order.agent(), order.announced());
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    QueuePolicy policy = order.terms().policy();
    AdmissionChecks.requireRoomFor(policy, memory);
    List<Place> ahead = memory.queue().ahead();
    memory.belongsTo(order.projectId());
    Admission admission = starts.admit(order, Place.of(order), false);
    if (admission.repeated() || policy != QueuePolicy.LATEST_WINS) {
      return admission;
    }
    supersede(ahead, order.id());
    return memory.admission(order.id(), false);
  }

  @Override
  public Admission reuse(ReuseOrder order) {
    return Undisturbed.call(() -> admit(order));
  }

  private Admission admit(ReuseOrder order) {
    memory.asked(order.agent(), order.announced());
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    QueuePolicy policy = order.terms().policy();
    AdmissionChecks.requireRoomFor(policy, memory);
    var source = AdmissionChecks.require(memory, order.reuse());
    var deployment = order.of(source, memory.projectId());
    Place place = Place.of(deployment);
    if (place.rollsBack()) {
      AdmissionChecks.requireStanding(memory);
    }
    List<Place> ahead = memory.queue().ahead();
    Admission admission = starts.admit(deployment, place, place.rollsBack());
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

  /** No request may replace one that takes the agent down. */
  private void supersede(List<Place> places, DeploymentId by) {
    for (Place place : places.stream().filter(place -> !place.destroys()).toList()) {
      Workflow.await(() -> !memory.queue().starts(place.id()));
      if (memory.queue().waits(place.id())) {
        withdraw(place.id(), by);
      }
    }
  }

  /** A waiting deployment leaves the queue at once; a running one keeps its turn until it ends. */
  private void withdraw(DeploymentId id, DeploymentId by) {
    boolean waits = memory.queue().waits(id);
    if (!Children.withdraw(id, Children.supersededBy(by)) || waits) {
      memory.lost(id);
    }
    awake = true;
  }

  @Override
  public Admission destroy(DestroyOrder order) {
    return Undisturbed.call(() -> admit(order));
  }

  private Admission admit(DestroyOrder order) {
    memory.asked(order.agent(), order.announced());
    if (memory.knows(order.id())) {
      return memory.admission(order.id(), true);
    }
    return starts.admit(order, false);
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
    memory.asked();
    AdmissionChecks.requireLasting(memory);
    Instant at = change.ttl() == null ? null : now().plus(change.ttl());
    memory.expires(at == null ? null : new Expiry(at, change.by(), change.reason(), null));
    awake = true;
    return new TtlAnswer(at);
  }

  @Override
  public void ended(TurnEnded ended) {
    memory.reported(ended);
    if (ended.agentGone()
        && Workflow.getVersion("gone-with-its-drift", Workflow.DEFAULT_VERSION, 1)
            > Workflow.DEFAULT_VERSION) {
      memory.forgetDrift();
    }
    awake = true;
  }

  @Override
  public void waits(Waiting waiting) {
    undisturbed.run(() -> takeIn(waiting));
  }

  /** It may have lost its place with the last run, or the turn it was granted. */
  private void takeIn(Waiting waiting) {
    memory.takeIn(Place.of(waiting));
    memory
        .queue()
        .running()
        .filter(waiting.deploymentId()::equals)
        .ifPresent(id -> Children.grant(id, memory.turn()));
    awake = true;
  }

  @Override
  public void driftChecked(DriftReport found) {
    Optional<Revision> drifted = memory.drift(found);
    awake = true;
    drifted.ifPresent(live -> news.drifted(live, found));
  }
}
