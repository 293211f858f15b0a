package dev.slipway.starter.temporal;

import com.google.protobuf.ByteString;
import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.TemporalErrors;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.destroy.DestroyAgentWorkflow;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Deployments as recorded in Temporal's histories, or in the audit's bundles once Temporal has
 * forgotten them; nothing is kept here that Temporal could not return again, so any starter can
 * answer.
 */
@Component
public final class Deployments {
  /** The workflow types that people call a deployment. */
  public static final Set<String> TYPES =
      Set.of(DeployAgentWorkflow.TYPE, DestroyAgentWorkflow.TYPE);

  /** The memo a deployment carries: the fingerprint of its request. */
  private static final String REQUEST_MEMO = "request";

  /** A history has at most 51,200 events; a page of them stays below the size of a message. */
  private static final int PAGE = 1_000;

  private final TemporalConnection temporal;
  private final AuditArchive audits;
  private final KnownHistories histories = new KnownHistories();

  Deployments(TemporalConnection temporal, StarterStorage storage) {
    this.temporal = temporal;
    this.audits = storage.audits();
  }

  /** What describe returns; nothing when there is no deployment with that id. */
  public Optional<DescribeWorkflowExecutionResponse> describe(String id) {
    return describe(WorkflowExecution.newBuilder().setWorkflowId(id).build());
  }

  /** The same for one run, which Temporal need not search for: half the work for its store. */
  public Optional<DescribeWorkflowExecutionResponse> describe(WorkflowExecution execution) {
    try {
      var answer =
          temporal
              .calls()
              .describeWorkflowExecution(
                  DescribeWorkflowExecutionRequest.newBuilder()
                      .setNamespace(temporal.namespace())
                      .setExecution(execution)
                      .build());
      return TYPES.contains(answer.getWorkflowExecutionInfo().getType().getName())
          ? Optional.of(answer)
          : Optional.empty();
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND
          || failure.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** The fingerprint of the request a deployment was made from; empty when it carries none. */
  public static String requestSha256(DescribeWorkflowExecutionResponse described) {
    var payload = described.getWorkflowExecutionInfo().getMemo().getFieldsMap().get(REQUEST_MEMO);
    if (payload == null) {
      return "";
    }
    String text = Payloads.converter().fromPayload(payload, String.class, String.class);
    return text == null ? "" : text;
  }

  /** The deployment as of now, or as recorded in its audit bundle; 404 when there is none. */
  public DeploymentView view(String id) {
    var known = describe(id);
    if (known.isEmpty()) {
      AuditEntry entry = filed(id).orElseThrow(() -> notFound(id));
      return audits.view(entry).orElseThrow(() -> damaged(id));
    }
    return view(known.get());
  }

  /** The same for one that has just been described. */
  public DeploymentView view(DescribeWorkflowExecutionResponse described) {
    return Timeline.view(
        events(described.getWorkflowExecutionInfo()), described.getPendingActivitiesList());
  }

  /**
   * Where a deployment deploys to.
   *
   * @param account its 12 digits; empty if unknown
   */
  public record Place(String account, String region, String stackName) {}

  /** The agent that a deployment is about; nothing when there is no such deployment. */
  public Optional<Place> place(String id) {
    return describe(id)
        .map(described -> Attributes.of(described.getWorkflowExecutionInfo()))
        .map(
            attributes ->
                new Place(
                    attributes.account(),
                    attributes.get(SearchAttributes.REGION),
                    attributes.get(SearchAttributes.STACK)))
        .or(
            () ->
                filed(id)
                    .map(AuditEntry::agent)
                    .map(
                        agent ->
                            new Place(agent.account(), agent.region(), agent.stackName().value())));
  }

  /** A deployment's entry in the audit index. */
  public Optional<AuditEntry> filed(String id) {
    try {
      return audits.find(new DeploymentId(id));
    } catch (IllegalArgumentException neverAnId) {
      return Optional.empty();
    }
  }

  /** The original order; nothing for a deployment that destroys an agent. */
  public Optional<DeploymentOrder> order(String id) {
    var first =
        temporal
            .calls()
            .getWorkflowExecutionHistory(
                GetWorkflowExecutionHistoryRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                    .setMaximumPageSize(1)
                    .build())
            .getHistory()
            .getEvents(0)
            .getWorkflowExecutionStartedEventAttributes();
    return first.getWorkflowType().getName().equals(DeployAgentWorkflow.TYPE)
        ? Optional.ofNullable(
            Payloads.converter()
                .fromPayloads(
                    0, Optional.of(first.getInput()), DeploymentOrder.class, DeploymentOrder.class))
        : Optional.empty();
  }

  /** The code that was sent last; nothing once Temporal has forgotten the deployment. */
  public Optional<ArtifactRef> code(String id) {
    return describe(id)
        .map(DescribeWorkflowExecutionResponse::getWorkflowExecutionInfo)
        .flatMap(info -> Timeline.code(events(info)));
  }

  private List<HistoryEvent> events(WorkflowExecutionInfo info) {
    var run = info.getExecution();
    return histories.get(run, info.getHistoryLength(), () -> history(run));
  }

  /** All events of one run, oldest first. */
  public List<HistoryEvent> history(WorkflowExecution execution) {
    List<HistoryEvent> events = new ArrayList<>();
    ByteString token = ByteString.EMPTY;
    do {
      var page =
          temporal
              .calls()
              .getWorkflowExecutionHistory(
                  GetWorkflowExecutionHistoryRequest.newBuilder()
                      .setNamespace(temporal.namespace())
                      .setExecution(execution)
                      .setMaximumPageSize(PAGE)
                      .setNextPageToken(token)
                      .build());
      events.addAll(page.getHistory().getEventsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return events;
  }

  /** Spares the next view from reading a history that was just read to its end. */
  public void learn(WorkflowExecution execution, List<HistoryEvent> events) {
    histories.learn(execution, events);
  }

  public static ProblemException notFound(String id) {
    String shown = id.length() <= 100 ? id : id.substring(0, 100) + "…";
    return ProblemException.notFound("There is no deployment '%s'.".formatted(shown));
  }

  private static ProblemException damaged(String id) {
    return ProblemException.badGateway(
        "Only the audit remembers '%s', and its bundle is gone or has been altered.".formatted(id));
  }

  /** Whether an exception says that something does not exist. */
  public static boolean notFound(Throwable thrown) {
    return TemporalErrors.statusOf(thrown)
        .filter(status -> status.getCode() == Status.Code.NOT_FOUND)
        .isPresent();
  }
}
