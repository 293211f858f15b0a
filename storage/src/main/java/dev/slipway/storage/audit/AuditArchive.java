package dev.slipway.storage.audit;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Finds and reads the bundles that {@link AuditChain} wrote. */
public final class AuditArchive {
  private static final System.Logger LOG = System.getLogger(AuditArchive.class.getName());

  /** A new region is rare, and its deployments stay in Temporal for days. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final AuditPlaces places;
  private final Clock clock;
  private final Map<Records, Regions> regions = new ConcurrentHashMap<>();

  private record Regions(List<String> names, Instant asked) {}

  /**
   * A deployment's place in the list of all.
   *
   * @param records those of its account
   * @param position sorts the latest end first; the list can continue after it
   */
  public record Place(Records records, String region, String position) {
    /** One character separates the time and the id. */
    private static final int TIME = 14;

    public String deploymentId() {
      return position.substring(TIME, position.length() - AuditKeys.JSON.length());
    }
  }

  public AuditArchive(AuditPlaces places, Clock clock) {
    this.places = places;
    this.clock = clock;
  }

  /**
   * The deployments with a bundle, the latest to end first, over all accounts and regions. An
   * account that can't be read hides no other.
   */
  public List<Place> newest(String after, int most) {
    String afterKey = after.isEmpty() ? "" : AuditKeys.NEWEST + after;
    return places.all().stream()
        .flatMap(records -> newest(records, afterKey, most))
        .sorted(Comparator.comparing(Place::position))
        .limit(most)
        .toList();
  }

  private Stream<Place> newest(Records records, String afterKey, int most) {
    try {
      return regions(records).stream()
          .flatMap(
              region ->
                  records.list(region, AuditKeys.NEWEST, afterKey, most).stream()
                      .map(key -> key.substring(AuditKeys.NEWEST.length()))
                      .map(position -> new Place(records, region, position)))
          .toList()
          .stream();
    } catch (SdkException unreadable) {
      if (places.all().size() == 1) {
        throw unreadable;
      }
      LOG.log(System.Logger.Level.WARNING, "an account's audit can't be read", unreadable);
      return Stream.empty();
    }
  }

  /** The index entry at a place; empty if it is gone. */
  public Optional<AuditEntry> entry(Place place) {
    return entry(place.records(), place.region(), AuditKeys.NEWEST + place.position());
  }

  /** The index entry of a deployment, wherever it ran. */
  public Optional<AuditEntry> find(DeploymentId id) {
    List<AuditEntry> found = new ArrayList<>();
    @Nullable SdkException unreadable = null;
    for (Records records : places.all()) {
      try {
        regions(records)
            .forEach(
                region -> entry(records, region, AuditKeys.deployment(id)).ifPresent(found::add));
      } catch (SdkException failed) {
        unreadable = failed;
      }
    }
    if (found.isEmpty() && unreadable != null) {
      throw unreadable; // It may be there.
    }
    return found.stream().max(Comparator.comparing(AuditEntry::createdAt));
  }

  private static Optional<AuditEntry> entry(Records records, String region, String key) {
    return records
        .get(region, key)
        .map(line -> AuditJson.read(AuditJson.parse(line), AuditEntry.class));
  }

  /** The bundle at a place of an agent's chain, byte for byte. */
  public Optional<byte[]> bundle(AgentKey agent, long sequence) {
    return places.records(agent).get(agent.region(), AuditKeys.bundle(agent.stackName(), sequence));
  }

  /** The bundle of a deployment, byte for byte. */
  public Optional<byte[]> bundle(AuditEntry entry) {
    return bundle(entry.agent(), entry.sequence());
  }

  /** The numbers of an agent's bundles after the given one, in order. */
  public List<Long> sequences(AgentKey agent, long after, int most) {
    StackName stack = agent.stackName();
    String afterKey = after == 0 ? "" : AuditKeys.bundle(stack, after);
    return places
        .records(agent)
        .list(agent.region(), AuditKeys.chain(stack), afterKey, most)
        .stream()
        .map(AuditKeys::sequence)
        .toList();
  }

  /** The end of an agent's chain according to the index. */
  public Optional<AuditHead> head(AgentKey agent) {
    return places
        .records(agent)
        .get(agent.region(), AuditKeys.head(agent.stackName()))
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

  private List<String> regions(Records records) {
    @Nullable Regions known = regions.get(records);
    Instant now = clock.instant();
    if (known == null || known.asked().isBefore(now.minus(FRESH))) {
      known = new Regions(List.copyOf(records.regions()), now);
      regions.put(records, known);
    }
    return known.names();
  }
}
