package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureClass;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.model.DeploymentModel.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Takes one deployment as far as it gets on its own: to its end, to a person, or to a hold. */
final class Course {
  /** How long it waits for a person. */
  private static final Duration PERSON = Duration.ofHours(72);

  /** A call that did not succeed. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureType type;

    Failed(FailureType type) {
      super(type.wireName(), null, false, false);
      this.type = type;
    }
  }

  /** The deployment is paused at a call. */
  private static final class Held extends RuntimeException {
    private static final long serialVersionUID = 1;

    Held() {
      super("held", null, false, false);
    }
  }

  private final AgentModel agent;
  private final DeploymentModel it;
  private final Instant now;

  Course(AgentModel agent, DeploymentModel deployment, Instant now) {
    this.agent = agent;
    this.it = deployment;
    this.now = now;
  }

  /** Continues from its current state. */
  void run() {
    it.status = Status.RUNNING;
    try {
      if (it.destroys()) {
        agent.takeDown();
        it.end(Status.SUCCEEDED, null);
        return;
      }
      steps();
    } catch (Held stopped) {
      it.held = true;
    } catch (Failed failed) {
      fail(failed.type);
    }
  }

  private void steps() {
    call(Call.PREFLIGHT, this::look);
    if (it.reuses()) {
      if (it.source == null) {
        // No retry restores the revision, so no one is asked.
        takeBack(FailureType.REVISION_GONE);
        return;
      }
      it.key = it.source.key();
      call(Call.REUSE_REVISION, () -> agent.objects.add(it.id));
    } else {
      call(Call.INJECT, () -> {});
      call(Call.SAM_BUILD, () -> {});
    }
    it.stackArmed = true;
    call(Call.PLAN_CHANGE, this::heal);
    if (it.request.planOnly()) {
      undo();
      it.end(Status.SUCCEEDED, null);
      return;
    }
    if (asks()) {
      it.status = Status.AWAITING_APPROVAL;
      it.patience = now.plus(PERSON);
      it.shown = plan();
      return;
    }
    execute();
  }

  /** The plan is executed, and the agent is called. */
  private void execute() {
    it.changedUnseen |= it.approved == null && !changesNothing();
    call(Call.SAM_DEPLOY, this::deploy);
    call(Call.FETCH_OUTPUTS, () -> {});
    if (it.request.smokeTest()) {
      call(Call.SMOKE_TEST, () -> {});
    }
    if (it.request.onAgentCore()) {
      call(Call.GO_LIVE, this::goLive);
    }
    succeed();
  }

  /** A person has approved; the plan is made again and is still the same. */
  void approve() {
    it.status = Status.RUNNING;
    it.patience = Instant.MAX;
    it.approved = it.shown;
    try {
      call(Call.PLAN_CHANGE, () -> {});
      execute();
    } catch (Held stopped) {
      it.held = true;
    } catch (Failed failed) {
      fail(failed.type);
    }
  }

  /** Continues after a hold. */
  void release() {
    it.held = false;
    if (it.recalled != null) {
      takeBack(it.recalled);
      return;
    }
    if (it.status == Status.RUNNING) {
      run();
    }
  }

  private void look() {
    if (it.looked) {
      return;
    }
    it.looked = true;
    heal();
    it.existedBefore = agent.stack != null;
    it.before = agent.stack == null ? null : agent.stack.template();
    it.servedBefore = agent.served;
    agent.onAgentCore = it.request.onAgentCore();
  }

  /** A stack whose creation failed can't be updated, and is removed before anything else. */
  private void heal() {
    if (agent.stack != null && agent.stack.rolledBack()) {
      agent.stack = null;
    }
  }

  private Plan plan() {
    return new Plan(
        agent.stack == null ? null : agent.stack.template(), it.request.recipe(), it.key);
  }

  private boolean asks() {
    return it.request.approval()
        && (!changesNothing() || it.changedUnseen)
        && !plan().equals(it.approved);
  }

  private boolean changesNothing() {
    return agent.stack != null && agent.stack.is(it.id, it.request.recipe(), it.key);
  }

  private void deploy() {
    if (changesNothing()) {
      return;
    }
    if (it.request.recipe().flaw() == Flaw.BREAKS) {
      if (agent.stack == null) {
        agent.stack = new StackModel(it.id, it.request.recipe(), it.key, true, false);
      }
      throw new Failed(FailureType.STACK_FAILED);
    }
    agent.stack = new StackModel(it.id, it.request.recipe(), it.key, false, false);
  }

  /** What someone else has done to it meanwhile is over. */
  private void goLive() {
    agent.served = new StackModel(it.id, it.request.recipe(), it.key, false, false);
  }

  private void call(Call call, Runnable effect) {
    interfere(call, Moment.BEFORE);
    Flaw flaw = it.request.recipe().flaw();
    if (flaw.foundBy(call) && call != Call.SAM_DEPLOY) {
      throw new Failed(Objects.requireNonNull(flaw.failure()));
    }
    effect.run();
    interfere(call, Moment.AFTER);
  }

  private void interfere(Call call, Moment moment) {
    Hold hold = it.hold;
    if (hold != null && hold.call() == call && hold.moment() == moment) {
      it.hold = null;
      throw new Held();
    }
    Obstacle obstacle = it.obstacle;
    if (obstacle != null && obstacle.call() == call && obstacle.moment() == moment) {
      it.obstacle = null;
      if (!obstacle.passes()) {
        throw new Failed(FailureType.ACCESS_DENIED);
      }
    }
  }

  private void succeed() {
    it.end(Status.SUCCEEDED, null);
    agent.expiry =
        it.request.ttlHours() == 0 ? null : now.plus(Duration.ofHours(it.request.ttlHours()));
    agent.add(new RevisionModel(it.number, it.id, it.request, it.key));
  }

  private void fail(FailureType type) {
    if (it.request.onFailure() == OnFailure.PARK && !it.request.planOnly()) {
      it.status = Status.PARKED;
      it.patience = now.plus(PERSON);
      return;
    }
    takeBack(type);
  }

  /** Fails: what this deployment made is removed, unless it is to be kept. */
  void takeBack(FailureType type) {
    if (!it.destroys() && !it.keeps()) {
      undo();
    }
    Status end = type.failureClass() == FailureClass.CANCELED ? Status.CANCELED : Status.FAILED;
    it.end(end, type);
  }

  private void undo() {
    boolean changed = agent.stack != null && agent.stack.owner().equals(it.id);
    if (it.stackArmed && changed) {
      agent.stack = it.existedBefore ? it.before : null;
    }
    if (it.stackArmed && (changed || it.existedBefore)) {
      agent.served = it.servedBefore;
    }
    agent.objects.remove(it.id);
    agent.secrets.remove(it.id);
  }
}
