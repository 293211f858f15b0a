package dev.slipway.storage.audit;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds and reads the bundles that {@link AuditChain} wrote. */
public final class AuditArchive {
  /** A new region is rare, and its deployments stay in Temporal for days. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Records records;
  private final Clock clock;
  private volatile Regions regions = new Regions(List.of(), Instant.MIN);

  private record Regions(List<String> names, Instant asked) {}

  /**
   * A deployment's place in the list of all.
   *
   * @param position sorts the latest end first; the list can continue after it
   */
  public record Place(String region, String position) {
    /** One character separates the time and the id. */
    private static final int TIME = 14;

    public String deploymentId() {
      return position.substring(TIME, position.length() - AuditKeys.JSON.length());
    }
  }

  public AuditArchive(Records records, Clock clock) {
    this.records = records;
    this.clock = clock;
  }

  /** The deployments with a bundle, the latest to end first, over all regions. */
  public List<Place> newest(String after, int most) {
    String afterKey = after.isEmpty() ? "" : AuditKeys.NEWEST + after;
    return regions().stream()
        .flatMap(
            region ->
                records.list(region, AuditKeys.NEWEST, afterKey, most).stream()
                    .map(key -> new Place(region, key.substring(AuditKeys.NEWEST.length()))))
        .sorted(Comparator.comparing(Place::position))
        .limit(most)
        .toList();
  }

  /** The index entry at a place; empty if it is gone. */
  public Optional<AuditEntry> entry(Place place) {
    return entry(place.region(), AuditKeys.NEWEST + place.position());
  }

  /** The index entry of a deployment, wherever it ran. */
  public Optional<AuditEntry> find(DeploymentId id) {
    return regions().stream()
        .flatMap(region -> entry(region, AuditKeys.deployment(id)).stream())
        .max(Comparator.comparing(AuditEntry::createdAt));
  }

  private Optional<AuditEntry> entry(String region, String key) {
    return records
        .get(region, key)
        .map(line -> AuditJson.read(AuditJson.parse(line), AuditEntry.class));
  }

  /** The bundle at a place of an agent's chain, byte for byte. */
  public Optional<byte[]> bundle(String region, StackName stack, long sequence) {
    return records.get(region, AuditKeys.bundle(stack, sequence));
  }

  /** The bundle of a deployment, byte for byte. */
  public Optional<byte[]> bundle(AuditEntry entry) {
    return bundle(entry.agent().region(), entry.agent().stackName(), entry.sequence());
  }

  /** The numbers of an agent's bundles after the given one, in order. */
  public List<Long> sequences(String region, StackName stack, long after, int most) {
    String afterKey = after == 0 ? "" : AuditKeys.bundle(stack, after);
    return records.list(region, AuditKeys.chain(stack), afterKey, most).stream()
        .map(AuditKeys::sequence)
        .toList();
  }

  /** The end of an agent's chain according to the index. */
  public Optional<AuditHead> head(String region, StackName stack) {
    return records
        .get(region, AuditKeys.head(stack))
        .map(json -> AuditJson.read(AuditJson.parse(json), AuditHead.class));
  }

  /**
   * The fingerprint of a deployment's request; empty if it carried none, or its bundle is gone or
   * is not what was sealed.
   */
  public Optional<String> requestSha256(AuditEntry entry) {
    return sealed(entry)
        .map(bundle -> AuditJson.parse(bundle).at("/content/request/requestSha256").asText())
        .filter(fingerprint -> !fingerprint.isEmpty());
  }

  private Optional<byte[]> sealed(AuditEntry entry) {
    return bundle(entry)
        .filter(bundle -> Seal.hash(bundle).filter(entry.sha256()::equals).isPresent());
  }

  /** The deployment as people see it; empty if its bundle is gone or is not what was sealed. */
  public Optional<DeploymentView> view(AuditEntry entry) {
    return sealed(entry)
        .map(bundle -> AuditJson.parse(bundle).at("/content/deployment"))
        .map(view -> AuditJson.read(view, DeploymentView.class));
  }

  private List<String> regions() {
    Regions known = regions;
    Instant now = clock.instant();
    if (known.asked().isBefore(now.minus(FRESH))) {
      known = new Regions(List.copyOf(records.regions()), now);
      regions = known;
    }
    return known.names();
  }
}
