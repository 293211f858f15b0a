package dev.slipway.activities.remove;

import dev.slipway.activities.heartbeat.Announced;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys and objects of an agent, sorted into what may be deleted and what a deployment still needs.
 */
public final class Belongings {
  static final String SECRET = "secret";
  static final String OBJECT = "object";

  private final ArtifactStore artifacts;
  private final SecretStore secrets;
  private final Standings standings;
  private final Clock clock;

  /**
   * The sorted items of one kind.
   *
   * @param removable ARNs of secrets or keys of objects
   * @param spared what is kept, and why
   */
  record Sorted(List<String> removable, List<LedgerEntry> spared) {}

  /** Something stored for one deployment; the folder is that deployment's id. */
  private record Item(String folder, String id, Instant storedAt) {}

  public Belongings(
      ArtifactStore artifacts, SecretStore secrets, Standings standings, Clock clock) {
    this.artifacts = artifacts;
    this.secrets = secrets;
    this.standings = standings;
    this.clock = clock;
  }

  Sorted secrets(AgentKey agent) {
    return sort(
        SECRET,
        secrets.list(agent, deployments(agent)).stream()
            .map(secret -> new Item(secret.folder(), secret.arn(), secret.storedAt()))
            .toList());
  }

  /** Those that have stored something: code is stored before keys, and S3's lists are current. */
  private Set<DeploymentId> deployments(AgentKey agent) {
    String prefix = ArtifactKeys.agent(agent.stackName());
    return artifacts.list(agent.region(), prefix).stream()
        .map(key -> ArtifactKeys.folderOf(agent.stackName(), key))
        .flatMap(folder -> DeploymentId.parse(folder).stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Sorted objects(AgentKey agent) {
    String prefix = ArtifactKeys.agent(agent.stackName());
    return sort(
        OBJECT,
        artifacts.listStored(agent.region(), prefix).stream()
            .map(
                object ->
                    new Item(
                        ArtifactKeys.folderOf(agent.stackName(), object.key()),
                        object.key(),
                        object.storedAt()))
            .toList());
  }

  /** The folder of the conversations that the agent has kept; empty if it has kept none. */
  Optional<String> conversations(AgentKey agent) {
    String folder = folderOfConversations(agent);
    return artifacts.list(agent.region(), folder).isEmpty()
        ? Optional.empty()
        : Optional.of(folder);
  }

  /** Deletes them and returns how many objects they were. */
  int removeConversations(AgentKey agent) {
    return artifacts.deleteAll(agent.region(), folderOfConversations(agent)).size();
  }

  private static String folderOfConversations(AgentKey agent) {
    return ArtifactKeys.sessions(agent.stackName()) + "/";
  }

  /** Deletes them and returns the ARNs of what is gone. */
  List<String> removeSecrets(AgentKey agent, Sorted sorted) {
    List<String> arns = Announced.with(sorted.removable());
    arns.forEach(arn -> secrets.delete(agent.region(), arn));
    return arns;
  }

  /** Deletes them and returns the addresses of what is gone. */
  List<String> removeObjects(AgentKey agent, Sorted sorted) {
    List<String> gone = artifacts.deleteKeys(agent.region(), Announced.with(sorted.removable()));
    if (sorted.spared().isEmpty()) {
      artifacts.abortUploads(agent.region(), ArtifactKeys.agent(agent.stackName()));
    }
    return gone;
  }

  private Sorted sort(String kind, List<Item> items) {
    var sparing = new Sparing(standings, clock.instant());
    List<String> removable = new ArrayList<>();
    List<LedgerEntry> spared = new ArrayList<>();
    byFolder(items)
        .forEach(
            (folder, its) ->
                reason(sparing, folder, its)
                    .ifPresentOrElse(
                        why -> its.forEach(item -> spared.add(retained(kind, item, why))),
                        () -> its.forEach(item -> removable.add(item.id()))));
    return new Sorted(removable, spared);
  }

  private static Map<String, List<Item>> byFolder(List<Item> items) {
    Map<String, List<Item>> folders = new LinkedHashMap<>();
    items.forEach(item -> folders.computeIfAbsent(item.folder(), _ -> new ArrayList<>()).add(item));
    return folders;
  }

  /** A folder that can't be a deployment's has nothing to wait for. */
  private static Optional<String> reason(Sparing sparing, String folder, List<Item> items) {
    Instant last = items.stream().map(Item::storedAt).max(Instant::compareTo).orElseThrow();
    return DeploymentId.parse(folder).flatMap(id -> sparing.reason(id, last));
  }

  private static LedgerEntry retained(String kind, Item item, String why) {
    return new LedgerEntry(kind, item.id(), LedgerAction.RETAINED, why);
  }
}
