package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.reuse.PruneRevisionsActivity;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.undo.Undo;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What workers left of two packages when they were killed; no list of objects shows it. */
@OnEmulator
class UnfinishedUploadsEmulatorTest {
  private static final DeploymentId FIRST = new DeploymentId("d-first");
  private static final DeploymentId SECOND = new DeploymentId("d-second");

  private final EmulatedCloud cloud = new EmulatedCloud();
  private final AgentKey agent = EmulatedCloud.agent();
  private final S3Client s3 = cloud.aws.s3(agent.region());
  private final String first = key(FIRST);
  private final String second = key(SECOND);

  @BeforeEach
  void leaveTwo() {
    cloud.artifacts.put(agent.region(), first + ".source", new byte[1]);
    cloud.artifacts.put(agent.region(), second + ".source", new byte[1]);
    List.of(first, second)
        .forEach(key -> s3.createMultipartUpload(upload -> upload.bucket(bucket()).key(key)));
    assertThat(left()).containsExactlyInAnyOrder(first, second);
  }

  @AfterEach
  void close() {
    remove(Standings.Standing.CLOSED);
    cloud.close();
  }

  @Test
  void undo_abortsThoseOfItsDeployment() {
    cloud.undo.undoArtifacts(new Undo.ArtifactsInput(agent, FIRST));

    assertThat(left()).containsExactly(second);
  }

  @Test
  void removalOfAnOldRevision_abortsThoseOfItsDeployment() {
    new PruneRevisionsActivity(cloud.artifacts, cloud.secrets, cloud.clients)
        .pruneRevisions(new PruneRevisions.Input(agent, List.of(new Leftover(FIRST, null, null))));

    assertThat(left()).containsExactly(second);
  }

  @Test
  void destroy_abortsAll() {
    remove(Standings.Standing.CLOSED);

    assertThat(left()).isEmpty();
  }

  @Test
  void destroyThatSparesADeployment_mayNotAbortItsUpload() {
    remove(Standings.Standing.OPEN);

    assertThat(left()).contains(second);
  }

  private void remove(Standings.Standing ofSecond) {
    Standings standings = id -> id.equals(SECOND) ? ofSecond : Standings.Standing.CLOSED;
    cloud
        .removeWith(standings, Clock.systemUTC())
        .removeArtifacts(new RemoveAgent.Input(EmulatedCloud.deployment(), agent));
  }

  private String key(DeploymentId id) {
    return ArtifactKeys.deployed(agent.stackName(), id, "runtime.zip", "0".repeat(64));
  }

  private String bucket() {
    return cloud.artifacts.bucketName(agent.region());
  }

  private List<String> left() {
    String prefix = ArtifactKeys.agent(agent.stackName());
    return s3.listMultipartUploads(list -> list.bucket(bucket()).prefix(prefix)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }
}
