package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.remove.RemoveAgentActivities;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A removal deletes what has ended, and leaves what others have stored and still need. */
@OnEmulator
class RemovalEmulatorTest {
  private static final DeploymentId ENDED = new DeploymentId("d-ended");
  private static final DeploymentId WAITING = new DeploymentId("d-waiting");
  private static final DeploymentId ARRIVING = new DeploymentId("d-arriving");

  private static final Standings STANDINGS =
      id ->
          id.equals(ENDED)
              ? Standings.Standing.CLOSED
              : id.equals(WAITING) ? Standings.Standing.OPEN : Standings.Standing.UNKNOWN;

  private final EmulatedCloud cloud = new EmulatedCloud();
  private final AgentKey agent = EmulatedCloud.agent();
  private final RemoveAgent.Input input = new RemoveAgent.Input(EmulatedCloud.deployment(), agent);

  @AfterEach
  void cleanUp() {
    cloud.remove.removeSecrets(input);
    cloud.remove.removeArtifacts(input);
    cloud.close();
  }

  @Test
  void whatWaitsOrArrives_keepsItsCodeAndKeys_andTheRestIsDeleted() {
    List.of(ENDED, WAITING, ARRIVING).forEach(this::store);
    RemoveAgentActivities remove = cloud.removeWith(STANDINGS, Clock.systemUTC());

    assertThat(spared(remove.listResources(input))).containsExactlyInAnyOrderElementsOf(stays());
    assertThat(spared(removeAll(remove))).containsExactlyInAnyOrderElementsOf(stays());

    for (DeploymentId id : List.of(WAITING, ARRIVING)) {
      assertThat(cloud.secrets.exists(agent.region(), SecretStore.name(agent, id))).isTrue();
      assertThat(cloud.artifacts.find(agent.region(), key(id))).isPresent();
    }
    assertThat(cloud.secrets.exists(agent.region(), SecretStore.name(agent, ENDED))).isFalse();
    assertThat(cloud.artifacts.find(agent.region(), key(ENDED))).isEmpty();
  }

  @Test
  void whatWasNeverAdmitted_isDeletedOnceItIsOld() {
    store(ARRIVING);
    var later = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    RemoveAgentActivities remove = cloud.removeWith(STANDINGS, later);

    assertThat(spared(removeAll(remove))).isEmpty();
    assertThat(cloud.artifacts.find(agent.region(), key(ARRIVING))).isEmpty();
    assertThat(cloud.secrets.list(agent, List.of())).isEmpty();
  }

  private ArtifactRef store(DeploymentId id) {
    cloud.secrets.create(agent, id, Map.of("OPENAI_API_KEY", "value"));
    return cloud.artifacts.put(agent.region(), key(id), "print()".getBytes(StandardCharsets.UTF_8));
  }

  private String key(DeploymentId id) {
    return ArtifactKeys.deployed(agent.stackName(), id, "agent.py", "0".repeat(64));
  }

  private List<String> stays() {
    return List.of(WAITING, ARRIVING).stream()
        .flatMap(id -> List.of(key(id), arn(id)).stream())
        .toList();
  }

  private String arn(DeploymentId id) {
    return cloud.secrets.list(agent, List.of()).stream()
        .filter(secret -> secret.folder().equals(id.value()))
        .map(SecretStore.Stored::arn)
        .findFirst()
        .orElseThrow();
  }

  private List<LedgerEntry> removeAll(RemoveAgentActivities remove) {
    var ledger = new ArrayList<>(remove.removeSecrets(input));
    ledger.addAll(remove.removeArtifacts(input));
    return ledger;
  }

  /** What remains of this agent; records and layers always remain. */
  private static List<String> spared(List<LedgerEntry> ledger) {
    return ledger.stream()
        .filter(entry -> entry.action() == LedgerAction.RETAINED)
        .filter(entry -> !entry.resource().equals("objects"))
        .map(LedgerEntry::id)
        .toList();
  }
}
