package dev.slipway.starter.temporal;

import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.enums.v1.WorkerVersioningMode;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Asks Temporal which workers ask a task queue for work. */
@Component
public final class QueuePollers {
  /** What workers that belong to no build are counted under. */
  public static final String NO_BUILD = "";

  /** The queues that every deployment needs; notices can wait. */
  public static final List<String> NEEDED =
      List.of(TaskQueues.PLAN, TaskQueues.BUILD, TaskQueues.CLOUD, TaskQueues.CHECK);

  private static final Duration CALL = Duration.ofSeconds(2);

  private final TemporalConnection temporal;

  public QueuePollers(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** All that a worker polls: these, and that of notices. */
  public static List<String> queues() {
    return Stream.concat(NEEDED.stream(), Stream.of(TaskQueues.NOTICES)).toList();
  }

  /**
   * Who asks a queue.
   *
   * @param current the build that is given new work
   * @param byBuild how many workers of each build ask
   */
  public record Polled(String current, Map<String, Integer> byBuild) {
    public Polled {
      byBuild = Map.copyOf(byBuild);
    }

    /** How many of them are given new work. */
    public int ofCurrent() {
      return byBuild.getOrDefault(current, 0);
    }
  }

  public Polled ask(String queue) {
    var answer =
        temporal
            .calls(CALL)
            .describeTaskQueue(
                DescribeTaskQueueRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                    .setTaskQueueType(type(queue))
                    .build());
    Map<String, Integer> byBuild =
        answer.getPollersList().stream()
            .collect(Collectors.toMap(QueuePollers::build, _ -> 1, Integer::sum, TreeMap::new));
    return new Polled(
        answer.getVersioningInfo().getCurrentDeploymentVersion().getBuildId(), byBuild);
  }

  private static TaskQueueType type(String queue) {
    return queue.equals(TaskQueues.PLAN)
        ? TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
        : TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
  }

  private static String build(PollerInfo poller) {
    var options = poller.getDeploymentOptions();
    return options.getWorkerVersioningMode()
            == WorkerVersioningMode.WORKER_VERSIONING_MODE_VERSIONED
        ? options.getBuildId()
        : NO_BUILD;
  }
}
