package dev.slipway.starter.drift;

import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.workflows.drift.CheckDriftWorkflow;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.TaskQueues;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How often agents are checked automatically; Temporal stores it. */
@Component
final class TemporalDriftSchedules {
  /** Many agents with the same interval must not all be checked at the same moment. */
  private static final int JITTER_PART = 10;

  /** A missed check is not made up for: the next one reports the same. */
  private static final Duration CATCH_UP = Duration.ofMinutes(10);

  private final TemporalConnection temporal;

  TemporalDriftSchedules(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** Checks the agent that often from now on. */
  void set(AgentKey agent, Duration every) {
    Schedule schedule = schedule(agent, every);
    try {
      temporal
          .schedules()
          .createSchedule(
              CheckDriftWorkflow.id(agent), schedule, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException another) {
      handle(agent).update(ignored -> new ScheduleUpdate(schedule));
    }
  }

  /** Checks the agent on demand only. */
  void remove(AgentKey agent) {
    try {
      handle(agent).delete();
    } catch (RuntimeException failed) {
      if (!Deployments.notFound(failed)) {
        throw failed;
      }
    }
  }

  Optional<Duration> find(AgentKey agent) {
    try {
      return handle(agent).describe().getSchedule().getSpec().getIntervals().stream()
          .map(ScheduleIntervalSpec::getEvery)
          .findFirst();
    } catch (RuntimeException failed) {
      if (Deployments.notFound(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private ScheduleHandle handle(AgentKey agent) {
    return temporal.schedules().getHandle(CheckDriftWorkflow.id(agent));
  }

  private static Schedule schedule(AgentKey agent, Duration every) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(CheckDriftWorkflow.class)
                .setArguments(agent, every)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(CheckDriftWorkflow.id(agent))
                        .setTaskQueue(TaskQueues.PLAN)
                        .setWorkflowRunTimeout(CheckDriftWorkflow.LONGEST)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .setJitter(every.dividedBy(JITTER_PART))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(CATCH_UP)
                .build())
        .build();
  }
}
