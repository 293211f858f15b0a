package dev.slipway.starter.temporal;

import dev.slipway.api.Status;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.SearchAttributeKey;
import io.temporal.internal.common.SearchAttributesUtil;

/** What visibility knows about one workflow. */
public record Attributes(WorkflowExecutionInfo info, io.temporal.common.SearchAttributes values) {
  public static Attributes of(WorkflowExecutionInfo info) {
    return new Attributes(info, SearchAttributesUtil.decodeTyped(info.getSearchAttributes()));
  }

  public String get(SearchAttributeKey<String> key) {
    String value = values.get(key);
    return value == null ? "" : value;
  }

  /** The deployment's status: how it ended takes precedence over what it last wrote. */
  public Status status() {
    Status written = written();
    return switch (info.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Status.SUCCEEDED;
      case WORKFLOW_EXECUTION_STATUS_FAILED ->
          written == Status.CANCELED ? Status.CANCELED : Status.FAILED;
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> Status.FAILED;
      case WORKFLOW_EXECUTION_STATUS_CANCELED, WORKFLOW_EXECUTION_STATUS_TERMINATED ->
          Status.CANCELED;
      default -> written;
    };
  }

  private Status written() {
    String written = get(SearchAttributes.STATUS);
    return written.isEmpty() ? Status.QUEUED : Status.read(written);
  }

  /** The account, from the id of the agent's workflow that started this one; empty if unknown. */
  public String account() {
    String parent = info.getParentExecution().getWorkflowId();
    String agent = parent.isEmpty() ? info.getExecution().getWorkflowId() : parent;
    String[] parts = agent.split("/", -1);
    return parts.length == 4 && parts[0].equals("agent") ? parts[1] : "";
  }
}
