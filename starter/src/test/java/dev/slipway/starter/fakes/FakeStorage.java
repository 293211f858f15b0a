package dev.slipway.starter.fakes;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.ApiKeyStore;
import dev.slipway.starter.storage.CodeStore;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.storage.TokenStore;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditPlaces;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.InAccount;
import dev.slipway.workflows.model.SecretRef;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * S3, Secrets Manager and STS in memory; {@code KeptContract} verifies that it behaves like AWS.
 */
public final class FakeStorage implements CodeStore, ApiKeyStore, TokenStore {
  public static final String ACCOUNT = "000000000000";

  private final Set<String> checkedIn = ConcurrentHashMap.newKeySet();
  private final Map<ArtifactRef, byte[]> stored = new ConcurrentHashMap<>();
  private final Map<String, Keys> secrets = new ConcurrentHashMap<>();
  private final Map<DeploymentId, List<LogLine>> logs = new ConcurrentHashMap<>();
  private final MemoryRecords records = new MemoryRecords();
  private final AuditArchive audits =
      new AuditArchive(AuditPlaces.only(records), Clock.systemUTC());
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private volatile boolean down;

  private record Keys(SecretRef ref, Map<String, String> values) {}

  public StarterStorage ports() {
    return new StarterStorage(
        this::account, this, this, this::read, AuditPlaces.only(records), audits, this);
  }

  /** The buckets of the audit. */
  public MemoryRecords records() {
    return records;
  }

  /** From now on AWS does not answer, or does again. */
  public void down(boolean silent) {
    this.down = silent;
  }

  /** What was sent; deployments that run in the background store their own beside it. */
  public Set<ArtifactRef> storedCode() {
    return stored.keySet().stream()
        .filter(ref -> ref.key().contains("/code/"))
        .collect(Collectors.toUnmodifiableSet());
  }

  public Set<SecretRef> storedSecrets() {
    return secrets.values().stream().map(Keys::ref).collect(Collectors.toUnmodifiableSet());
  }

  /** The names of all keys that are stored. */
  public Set<String> storedSecretNames() {
    return secrets.values().stream()
        .flatMap(keys -> keys.values().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void put(String id, String json) {
    tokens.put(id, json);
  }

  @Override
  public Optional<String> find(String id) {
    account("any");
    return Optional.ofNullable(tokens.get(id));
  }

  @Override
  public List<String> ids() {
    account("any");
    return List.copyOf(tokens.keySet());
  }

  @Override
  public void remove(String id) {
    tokens.remove(id);
  }

  String code(ArtifactRef ref) {
    return new String(read(ref), StandardCharsets.UTF_8);
  }

  byte[] read(ArtifactRef ref) {
    return Objects.requireNonNull(stored.get(ref));
  }

  void say(DeploymentId id, String step, String line) {
    say(id, step, "stdout", line);
  }

  void say(DeploymentId id, String step, String stream, String line) {
    List<LogLine> lines = logs.computeIfAbsent(id, ignored -> new ArrayList<>());
    synchronized (lines) {
      lines.add(new LogLine(Instant.now(), step, 1, stream, line));
    }
  }

  private String account(String region) {
    if (down) {
      throw SdkClientException.create("Connect to 127.0.0.1:4566 failed");
    }
    return ACCOUNT;
  }

  @Override
  public ArtifactRef put(AgentKey agent, DeploymentId deployment, String fileName, byte[] code) {
    return put(objectPrefix(agent) + deployment + "/code/", fileName, code);
  }

  /** The accounts whose buckets have held code to be checked. */
  public Set<String> checkedIn() {
    return checkedIn;
  }

  @Override
  public ArtifactRef putForCheck(InAccount place, String region, byte[] code) {
    String account = place.role() == null ? ACCOUNT : place.role().arn().split(":", -1)[4];
    checkedIn.add(account);
    return put(bucket(account, region) + "checks/", "agent.py", code);
  }

  private ArtifactRef put(String prefix, String fileName, byte[] code) {
    String sha = Sha256.of(code);
    ArtifactRef ref =
        new ArtifactRef(prefix + UUID.randomUUID() + "/" + fileName, sha, code.length);
    stored.put(ref, code);
    return ref;
  }

  @Override
  public Optional<byte[]> read(AgentKey agent, ArtifactRef code) {
    return Optional.ofNullable(stored.get(code));
  }

  @Override
  public Optional<byte[]> readFrozen(AgentKey agent, DeploymentId deployment, String sha256) {
    String uri = frozenUri(agent, deployment, sha256);
    return stored.entrySet().stream()
        .filter(object -> object.getKey().uri().equals(uri))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Stores what a deployment has frozen. */
  ArtifactRef freeze(AgentKey agent, DeploymentId deployment, byte[] archive) {
    String sha256 = Sha256.of(archive);
    var ref = new ArtifactRef(frozenUri(agent, deployment, sha256), sha256, archive.length);
    stored.put(ref, archive);
    return ref;
  }

  private static String frozenUri(AgentKey agent, DeploymentId deployment, String sha256) {
    return objectPrefix(agent) + deployment + "/" + sha256 + "/" + FrozenSource.ARCHIVE;
  }

  @Override
  public void remove(AgentKey agent, ArtifactRef code) {
    stored.remove(code);
  }

  @Override
  public void removeChecked(InAccount place, String region, ArtifactRef code) {
    stored.remove(code);
  }

  @Override
  public SecretRef store(AgentKey agent, DeploymentId deployment, Map<String, String> keys) {
    String name = secretPrefix(agent) + deployment + "/";
    Map<String, String> sorted = new TreeMap<>(keys);
    // As in AWS: a secret created again under the same name is a different one.
    SecretRef ref = new SecretRef(name + UUID.randomUUID(), "v1", List.copyOf(sorted.keySet()));
    Keys kept = secrets.computeIfAbsent(name, _ -> new Keys(ref, sorted));
    if (!kept.values().equals(sorted)) {
      throw ProblemException.conflict(
          "deployment_id: '%s' already has other api_keys".formatted(deployment));
    }
    return kept.ref();
  }

  @Override
  public void remove(AgentKey agent, SecretRef secret) {
    secrets.values().removeIf(keys -> keys.ref().arn().equals(secret.arn()));
  }

  /** Removes an agent's secrets but those of the spared deployments; returns their names. */
  List<String> removeSecrets(AgentKey agent, Predicate<DeploymentId> spared) {
    return remove(secrets, Function.identity(), secretPrefix(agent), spared);
  }

  /** Removes an agent's code but that of the spared deployments; returns the addresses. */
  List<String> removeObjects(AgentKey agent, Predicate<DeploymentId> spared) {
    return remove(stored, ArtifactRef::uri, objectPrefix(agent), spared);
  }

  private static String secretPrefix(AgentKey agent) {
    return "arn:secret:" + agent.region() + ":" + agent.account() + ":" + agent.stackName() + "/";
  }

  private static String objectPrefix(AgentKey agent) {
    return bucket(agent.account(), agent.region()) + "agents/" + agent.stackName() + "/";
  }

  private static String bucket(String account, String region) {
    return "s3://slipway-%s-%s/".formatted(account, region);
  }

  private static <K> List<String> remove(
      Map<K, ?> store, Function<K, String> name, String prefix, Predicate<DeploymentId> spared) {
    List<K> gone =
        store.keySet().stream()
            .filter(key -> name.apply(key).startsWith(prefix))
            .filter(key -> !spared.test(owner(name.apply(key), prefix)))
            .toList();
    gone.forEach(store::remove);
    return gone.stream().map(name).toList();
  }

  private static DeploymentId owner(String name, String prefix) {
    return new DeploymentId(name.substring(prefix.length(), name.indexOf('/', prefix.length())));
  }

  private LogStore.Page read(
      AgentKey agent, DeploymentId deployment, @Nullable String step, @Nullable String cursor) {
    List<LogLine> lines = logs.getOrDefault(deployment, List.of());
    synchronized (lines) {
      int from = cursor == null ? 0 : Integer.parseInt(cursor);
      List<LogLine> rest =
          lines.stream()
              .filter(line -> step == null || line.step().equals(step))
              .skip(from)
              .toList();
      return new LogStore.Page(rest, Integer.toString(from + rest.size()));
    }
  }
}
