package dev.slipway.starter.agents;

import dev.slipway.api.StackName;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What Temporal reports about an agent's workflow, read as the agent's state. */
@Component
final class AgentMemos {
  static final String UNREADABLE =
      "This agent's state was written by a newer version; this server can't read it.";

  /** An agent's workflow task takes milliseconds; without a worker it would take forever. */
  private static final Duration MAX_THOUGHT = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final TemporalConnection temporal;

  AgentMemos(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /**
   * Looks up by id; empty for an agent that was destroyed. An agent with a pending workflow task is
   * given a moment to process it: right after a deployment its memo may not show the new revision
   * yet. If the task is older than that, there is no worker and nothing to wait for.
   */
  Optional<AgentState> describe(String workflowId) {
    try {
      long giveUp = System.nanoTime() + MAX_THOUGHT.toNanos();
      var answer = ask(workflowId);
      while (thinks(answer, Instant.now()) && System.nanoTime() < giveUp && paused()) {
        answer = ask(workflowId);
      }
      var info = answer.getWorkflowExecutionInfo();
      // One that someone else stopped is restarted by the next request for it.
      return AgentRuns.runs(info) ? state(info) : AgentRuns.known(info).filter(AgentState::inUse);
    } catch (DataConverterException newer) {
      throw ProblemException.badGateway(UNREADABLE);
    } catch (io.grpc.StatusRuntimeException failed) {
      if (Deployments.notFound(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Whether an agent may be processing a workflow task right now. */
  static boolean thinks(DescribeWorkflowExecutionResponse answer, Instant now) {
    if (!answer.hasPendingWorkflowTask()) {
      return false;
    }
    var since = answer.getPendingWorkflowTask().getOriginalScheduledTime();
    Instant news = Instant.ofEpochSecond(since.getSeconds(), since.getNanos());
    return news.plus(MAX_THOUGHT).isAfter(now);
  }

  private DescribeWorkflowExecutionResponse ask(String workflowId) {
    return temporal
        .calls()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                .build());
  }

  private static boolean paused() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What its memo says; empty for a destroyed agent that waits for its last bundle. */
  static Optional<AgentState> state(WorkflowExecutionInfo info) {
    return info.getMemo().containsFields(AgentState.MEMO)
        ? AgentRuns.known(info).filter(known -> !known.onlyAudits())
        : fresh(info);
  }

  /** What its attributes say. */
  static Optional<AgentState> fresh(WorkflowExecutionInfo info) {
    Attributes attributes = Attributes.of(info);
    if (attributes.account().isEmpty()) {
      return Optional.empty();
    }
    AgentKey key =
        new AgentKey(
            attributes.account(),
            attributes.get(SearchAttributes.REGION),
            new StackName(attributes.get(SearchAttributes.STACK)));
    return Optional.of(AgentState.fresh(key, attributes.get(SearchAttributes.AGENT)));
  }
}
