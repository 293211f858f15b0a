package dev.slipway.starter.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Status;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What the home page costs Temporal, however many look at it. */
class DigestsTest {
  private static final Digest DIGEST = new Digest("why", 1, null, null, false, false);

  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private final MutationCounter mutations = new MutationCounter();
  private final Digests digests = new Digests(this::ask, mutations);

  private Optional<Digest> ask(String id) {
    asked.add(id);
    if (id.startsWith("damaged")) {
      throw new IllegalStateException("damaged");
    }
    return id.startsWith("forgotten") ? Optional.empty() : Optional.of(DIGEST);
  }

  private static DeploymentSummary summary(String id, Status status) {
    return new DeploymentSummary(
        id,
        new AgentName("a", null, null, "us-east-1", "strands-agent-a"),
        "lambda",
        status,
        "ann",
        Instant.EPOCH,
        null,
        null,
        null,
        null,
        new Links.DeploymentLinks("", "", "", "", "", null));
  }

  @Test
  void openOnes_areReadOnce_forAllWhoLookAtTheSameList() {
    List<DeploymentSummary> list =
        List.of(summary("d-1", Status.RUNNING), summary("d-2", Status.PARKED));

    assertThat(digests.of(list)).containsOnlyKeys("d-1", "d-2").containsEntry("d-1", DIGEST);
    assertThat(digests.of(list)).containsEntry("d-2", DIGEST);

    assertThat(asked).containsExactlyInAnyOrder("d-1", "d-2");
  }

  @Test
  void afterAChange_openOnesAreReadAgain_andThoseThatHaveEndedAreNot() {
    List<DeploymentSummary> list =
        List.of(summary("d-1", Status.RUNNING), summary("d-2", Status.SUCCEEDED));
    digests.of(list);

    mutations.note();
    digests.of(list);

    assertThat(asked).containsExactlyInAnyOrder("d-1", "d-2", "d-1");
  }

  @Test
  void whatOnlyTheAuditKnows_isLookedForOnce_andWhatIsDamagedAgain() {
    List<DeploymentSummary> list =
        List.of(summary("forgotten", Status.FAILED), summary("damaged", Status.FAILED));
    assertThat(digests.of(list).values()).containsOnly(Digest.NONE);

    mutations.note();
    digests.of(list);

    assertThat(asked).containsExactlyInAnyOrder("forgotten", "damaged", "damaged");
  }
}
