package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Status;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stays in the list of what needs a person, and what leaves it. */
class NeedsTest {
  private static DeploymentSummary deployment(
      String type, Status status, @Nullable String account, long second) {
    return new DeploymentSummary(
        "d-" + second,
        new AgentName("a", account, null, "us-east-1", "strands-agent-a"),
        type,
        status,
        "ann",
        Instant.ofEpochSecond(second),
        Instant.ofEpochSecond(second + 1),
        1_000L,
        new Links.DeploymentLinks("", "", "", "", "/deployments/d-" + second, null));
  }

  @Test
  void failedUndo_isSettled_onceItsAgentHasBeenDestroyed() {
    DeploymentSummary stranded = deployment("lambda", Status.FAILED, "1", 10);

    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "1", 20))).isTrue();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "1", 5))).isFalse();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.FAILED, "1", 20))).isFalse();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "2", 20))).isFalse();
  }

  private static List<DeploymentSummary> destroys(Status status, String account, long second) {
    return List.of(
        deployment("lambda", Status.SUCCEEDED, account, second + 1),
        deployment("destroy", status, account, second));
  }
}
