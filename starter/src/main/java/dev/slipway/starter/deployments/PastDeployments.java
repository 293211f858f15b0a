package dev.slipway.starter.deployments;

import dev.slipway.starter.requests.ListQuery;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditArchive.Place;
import dev.slipway.storage.audit.AuditEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Deployments that only the audit still has, page by page. */
final class PastDeployments {
  /**
   * How many keys a page examines; with a rare filter it may be short, and says how to continue.
   */
  private static final int MAX_LOOKED_AT = 1_000;

  /** How many are looked up concurrently. */
  private static final int CHUNK = 100;

  private final AuditArchive audits;
  private final Function<Collection<String>, Set<String>> knownToTemporal;

  /**
   * One page of them.
   *
   * @param position pass it in for the next page; absent at the end
   */
  record Page(List<AuditEntry> found, @Nullable String position) {}

  /**
   * Creates the list.
   *
   * @param knownToTemporal which of these ids Temporal itself still lists
   */
  PastDeployments(AuditArchive audits, Function<Collection<String>, Set<String>> knownToTemporal) {
    this.audits = audits;
    this.knownToTemporal = knownToTemporal;
  }

  Page page(ListQuery query, int most, String after) {
    List<AuditEntry> found = new ArrayList<>();
    String position = after;
    for (int looked = 0; looked < MAX_LOOKED_AT; looked += CHUNK) {
      List<Place> places = audits.newest(position, CHUNK);
      if (places.isEmpty()) {
        return new Page(found, null);
      }
      Set<String> known = knownToTemporal.apply(places.stream().map(Place::deploymentId).toList());
      for (Place place : places) {
        if (found.size() == most) {
          return new Page(found, position);
        }
        position = place.position();
        if (!known.contains(place.deploymentId())) {
          matching(place, query).ifPresent(found::add);
        }
      }
      if (places.size() < CHUNK) {
        return new Page(found, null);
      }
    }
    return new Page(found, position);
  }

  private Optional<AuditEntry> matching(Place place, ListQuery query) {
    Map<String, String> wanted = query.filters();
    return audits
        .entry(place)
        .filter(
            entry ->
                matches(wanted.get("agent"), entry.agentName())
                    && matches(wanted.get("stack_name"), entry.agent().stackName().value())
                    && matches(wanted.get("region"), entry.agent().region())
                    && matches(wanted.get("status"), entry.status().wireName())
                    && matches(wanted.get("type"), entry.type())
                    && matches(wanted.get("requested_by"), entry.requestedBy()));
  }

  private static boolean matches(@Nullable String wanted, String actual) {
    return wanted == null || wanted.isBlank() || wanted.equals(actual);
  }
}
