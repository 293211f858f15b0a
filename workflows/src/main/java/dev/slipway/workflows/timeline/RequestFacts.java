package dev.slipway.workflows.timeline;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.Status;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyOrder;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.model.Traced;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import dev.slipway.workflows.turn.Turn;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was requested of a deployment, from the first events of its history. */
final class RequestFacts {
  /** What has happened to it since. */
  record Course(
      Status status,
      @Nullable Step step,
      @Nullable Instant completedAt,
      List<StepView> steps,
      @Nullable FailureView failure,
      Results results,
      long lastEventId) {}

  private Instant createdAt = Instant.EPOCH;
  private @Nullable DeploymentOrder deploy;
  private @Nullable DestroyOrder destroy;
  private @Nullable Turn turn;
  private @Nullable Integer revision;
  private @Nullable DeploymentSpec patched;
  private @Nullable ArtifactRef code;
  private final List<DecisionView> decisions = new ArrayList<>();

  void read(HistoryEvent event) {
    createdAt = Times.of(event);
    var started = event.getWorkflowExecutionStartedEventAttributes();
    if (started.getWorkflowType().getName().equals(DestroyAgentWorkflow.TYPE)) {
      destroy = Decoder.first(started.getInput(), DestroyOrder.class);
    } else {
      deploy = Decoder.first(started.getInput(), DeploymentOrder.class);
      code = deploy.code();
    }
  }

  /** What was sent last. */
  Optional<ArtifactRef> code() {
    return Optional.ofNullable(code);
  }

  /** Whether nothing is built. */
  boolean reuses() {
    return deploy != null && deploy.reuse() != null;
  }

  private @Nullable Reuse reuse() {
    Reuse asked = deploy == null ? null : deploy.reuse();
    return asked == null || turn == null || turn.source() == null
        ? asked
        : new Reuse(asked.kind(), turn.source().number());
  }

  void readSignal(HistoryEvent event) {
    var signal = event.getWorkflowExecutionSignaledEventAttributes();
    if (signal.getSignalName().equals(Turn.SIGNAL)) {
      turn = Decoder.first(signal.getInput(), Turn.class);
    }
  }

  void readResult(Payloads result) {
    if (deploy != null) {
      @Nullable DeploymentResult live = Decoder.first(result, DeploymentResult.class);
      revision = live == null ? null : live.revision().number();
    }
  }

  /** It succeeded, but its result is missing: it was canceled too late to matter. */
  void wentLive() {
    if (turn != null && deploy != null && !deploy.planOnly()) {
      revision = turn.revision();
    }
  }

  DeploymentView view(Course course) {
    if (destroy != null) {
      return destroyView(destroy, course);
    }
    if (deploy != null) {
      return deployView(deploy, course);
    }
    throw new IllegalStateException("history: no first event (expected: the start of a workflow)");
  }

  private DeploymentView deployView(DeploymentOrder order, Course course) {
    return new DeploymentView(
        order.id().value(),
        order.agent(),
        order.spec().functionName().value(),
        DeploymentType.to(order.spec().deploymentType()),
        course.status(),
        course.step(),
        order.requestedBy(),
        order.reason(),
        order.projectId(),
        order.version(),
        createdAt,
        course.completedAt(),
        revision,
        spec(order),
        course.steps(),
        course.failure(),
        course.results().outputs(),
        course.results().ledger(),
        course.results().artifact(),
        course.results().changes(),
        course.results().plan(turn == null ? null : turn.live()),
        order.planOnly(),
        course.results().warnings(),
        course.results().models(),
        course.results().streams(order.spec().invokeMode()),
        order.requestSha256(),
        reuse(),
        order.terms(),
        order.requester(),
        List.copyOf(decisions),
        Traced.traceId(order.traceparent()),
        course.results().runtimeVersion().build(),
        course.lastEventId());
  }

  private DeploymentView destroyView(DestroyOrder order, Course course) {
    String usual = Objects.requireNonNullElse(order.agentName(), order.agent().stackName().value());
    String name =
        turn == null || turn.live() == null ? usual : turn.live().spec().functionName().value();
    return new DeploymentView(
        order.id().value(),
        order.agent(),
        name,
        DeploymentType.DESTROY,
        course.status(),
        null,
        order.requestedBy(),
        order.reason(),
        order.projectId(),
        null,
        createdAt,
        course.completedAt(),
        null,
        null,
        List.of(),
        course.failure(),
        null,
        course.results().ledger(),
        DeploymentView.ArtifactView.NONE,
        List.of(),
        null,
        false,
        course.results().warnings(),
        List.of(),
        false,
        "",
        null,
        null,
        order.requester(),
        List.copyOf(decisions),
        Traced.traceId(order.traceparent()),
        course.results().runtimeVersion().build(),
        course.lastEventId());
  }

  /** The spec it continues with: each retry's patch builds on the previous one. */
  private DeploymentSpec spec(DeploymentOrder order) {
    if (patched != null) {
      return patched;
    }
    return reuses() && turn != null && turn.source() != null ? turn.source().spec() : order.spec();
  }

  /** Takes in that someone canceled it. */
  CancelRequest readCancel(HistoryEvent event) {
    CancelRequest request =
        new CancelRequest(event.getWorkflowExecutionCancelRequestedEventAttributes().getCause());
    request.decision(Times.of(event)).ifPresent(decisions::add);
    return request;
  }

  /** Takes in a decision; a retry may change what was requested. */
  void readUpdate(HistoryEvent event) {
    var input =
        event.getWorkflowExecutionUpdateAcceptedEventAttributes().getAcceptedRequest().getInput();
    Patch patch =
        input.getName().equals(DeployAgentWorkflow.RETRY) ? Decoder.patch(input.getArgs()) : null;
    @Nullable Decision decision = Decoder.first(input.getArgs(), Decision.class);
    if (decision != null) {
      decisions.add(
          new DecisionView(
              input.getName(),
              patch != null,
              Times.of(event),
              decision.by(),
              decision.reason(),
              decision.requester()));
    }
    if (patch != null) {
      patched = patch.spec() == null ? patched : patch.spec();
      code = patch.code() == null ? code : patch.code();
    }
  }
}
