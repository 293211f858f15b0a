package dev.slipway.workflows.question;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.workflows.deploy.StepOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Runs one activity. */
public final class QuestionWorkflowImpl implements QuestionWorkflow {
  @Override
  public JsonNode ask(String activity, String queue, String summary, @Nullable JsonNode about) {
    ActivityStub worker = Workflow.newUntypedActivityStub(StepOptions.question(queue, summary));
    return about == null
        ? worker.execute(activity, JsonNode.class)
        : worker.execute(activity, JsonNode.class, about);
  }
}
