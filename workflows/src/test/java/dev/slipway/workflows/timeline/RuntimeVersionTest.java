package dev.slipway.workflows.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowTaskCompletedEventAttributes;
import org.junit.jupiter.api.Test;

/** A view names the build of the workers that do the deployment. */
class RuntimeVersionTest {
  private final RuntimeVersion version = new RuntimeVersion();

  @Test
  void workersWithoutABuild_leaveItAbsent() {
    version.read(completed(WorkflowTaskCompletedEventAttributes.newBuilder()));

    assertThat(version.build()).isNull();
  }

  @Test
  void whatBeganWithoutABuild_hasTheOneThatItGoesOnWith() {
    version.read(completed(WorkflowTaskCompletedEventAttributes.newBuilder()));
    version.read(completed(by("0.1.0")));
    version.read(
        HistoryEvent.newBuilder().setEventType(EventType.EVENT_TYPE_TIMER_STARTED).build());

    assertThat(version.build()).isEqualTo("0.1.0");
  }

  @Test
  void whatGoesOnWithWorkersThatHaveNone_hasNoneEither() {
    version.read(completed(by("0.1.0")));
    version.read(completed(WorkflowTaskCompletedEventAttributes.newBuilder()));

    assertThat(version.build()).isNull();
  }

  private static WorkflowTaskCompletedEventAttributes.Builder by(String build) {
    return WorkflowTaskCompletedEventAttributes.newBuilder()
        .setDeploymentVersion(
            WorkerDeploymentVersion.newBuilder().setDeploymentName("slipway").setBuildId(build));
  }

  private static HistoryEvent completed(WorkflowTaskCompletedEventAttributes.Builder task) {
    return HistoryEvent.newBuilder()
        .setEventType(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
        .setWorkflowTaskCompletedEventAttributes(task)
        .build();
  }
}
