package dev.slipway.workflows.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Asks a worker one question, for Temporal servers that run no activity without a workflow. */
@WorkflowInterface
public interface QuestionWorkflow {
  String TYPE = "QuestionWorkflow";

  /** What the activity of a {@link Question} returned. */
  @WorkflowMethod(name = TYPE)
  JsonNode ask(String activity, String queue, String summary, @Nullable JsonNode about);
}
