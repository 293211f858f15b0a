package dev.slipway.starter.storage;

import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.audit.AuditPlaces;
import dev.slipway.storage.audit.Records;
import dev.slipway.storage.audit.S3Records;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.InAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is stored in each account: in its own buckets, and with its own keys. */
final class AccountStores implements AuditPlaces {
  private final StarterAws aws;
  private final List<AccountRole> listed;
  private final Stores own;
  private final Map<AccountRole, Stores> others = new ConcurrentHashMap<>();

  /** What is stored in one account. */
  record Stores(
      CallerIdentity identity,
      ArtifactStore artifacts,
      SecretStore secrets,
      LogStore logs,
      Records records) {
    static Stores with(AwsClients clients) {
      Clock clock = Clock.systemUTC();
      CallerIdentity identity = new CallerIdentity(clients, clock);
      ArtifactStore artifacts = new ArtifactStore(clients, identity);
      return new Stores(
          identity,
          artifacts,
          new SecretStore(clients),
          new LogStore(artifacts, clock),
          // Nothing is written here, so there is nothing to retain.
          new S3Records(clients, artifacts, Duration.ZERO, clock));
    }
  }

  /**
   * Creates them.
   *
   * @param listed the roles of the policy file's accounts
   */
  AccountStores(StarterAws aws, List<AccountRole> listed) {
    this.aws = aws;
    this.listed = List.copyOf(listed);
    this.own = Stores.with(aws.clients());
  }

  Stores own() {
    return own;
  }

  Stores of(InAccount place) {
    @Nullable AccountRole role = place.role();
    return role == null
        ? own
        : others.computeIfAbsent(role.on(null), _ -> Stores.with(aws.clients(place)));
  }

  @Override
  public Records records(AgentKey agent) {
    return of(agent).records();
  }

  @Override
  public List<Records> all() {
    return Stream.concat(Stream.of(own), listed.stream().map(role -> of(() -> role)))
        .map(Stores::records)
        .toList();
  }
}
