package dev.slipway.starter.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.workflow.v1.PendingWorkflowTaskInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgentMemosTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static DescribeWorkflowExecutionResponse withNewsFor(int seconds) {
    long scheduled = NOW.minusSeconds(seconds).toEpochMilli();
    return DescribeWorkflowExecutionResponse.newBuilder()
        .setPendingWorkflowTask(
            PendingWorkflowTaskInfo.newBuilder()
                .setOriginalScheduledTime(Timestamps.fromMillis(scheduled)))
        .build();
  }

  @Test
  void aFreshWorkflowTask_isWaitedFor_anOldOneIsNot() {
    assertThat(AgentMemos.thinks(withNewsFor(1), NOW)).isTrue();
    assertThat(AgentMemos.thinks(withNewsFor(3), NOW)).isFalse();
    assertThat(AgentMemos.thinks(DescribeWorkflowExecutionResponse.getDefaultInstance(), NOW))
        .isFalse();
  }
}
