package dev.slipway.workflows.question;

import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.deploy.StepOptions;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.temporal.TaskQueues;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.activity.ActivityOptions;
import org.jspecify.annotations.Nullable;

/**
 * A question to a worker: one activity that changes nothing.
 *
 * @param activity the name of the activity
 * @param queue its task queue
 * @param summary for people who look at Temporal
 * @param answer the type of what it returns
 * @param about its input; absent if it takes none
 */
public record Question<A>(
    String activity, String queue, String summary, Class<A> answer, @Nullable Object about) {

  /** Whether code can be deployed, and what it needs. */
  public static Question<CodeCheck.Report> code(CodeCheck.Input code) {
    return new Question<>(
        "checkCode", TaskQueues.CHECK, "Checking code", CodeCheck.Report.class, code);
  }

  /** Which tools the worker has. */
  public static Question<CodeCheck.ToolStatus[]> tools() {
    return new Question<>(
        "probeTools", TaskQueues.CHECK, "Listing tools", CodeCheck.ToolStatus[].class, null);
  }

  /** What destroying an agent would remove. */
  public static Question<LedgerEntry[]> removal(RemoveAgent.Input agent) {
    return new Question<>(
        "listResources",
        TaskQueues.CLOUD,
        "Listing what would be removed",
        LedgerEntry[].class,
        agent);
  }

  /** How long it may take and how urgent it is, whoever runs it. */
  public ActivityOptions options() {
    return StepOptions.question(queue, summary);
  }
}
