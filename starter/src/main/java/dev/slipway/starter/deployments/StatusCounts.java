package dev.slipway.starter.deployments;

import dev.slipway.api.Role;
import dev.slipway.api.Status;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.temporal.CoalescingCache;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How many deployments there are in each status. */
@Component
public final class StatusCounts {
  private final Visibility visibility;
  private final Permissions permissions;
  private final Links links;
  private final CoalescingCache<Map<String, String>, Map<Status, Long>> cache;

  StatusCounts(
      Visibility visibility, Permissions permissions, Links links, MutationCounter mutations) {
    this.visibility = visibility;
    this.links = links;
    this.permissions = permissions;
    this.cache = new CoalescingCache<>(mutations);
  }

  /**
   * The counts under the other filters of the query. Nothing for who may not see all agents, and
   * nothing under a filter that Temporal does not know: a number that is not theirs would mislead.
   */
  public Map<Status, Long> of(ListQuery query) {
    Map<String, String> filters = new TreeMap<>(query.filters());
    filters.remove("status");
    boolean countable = !filters.containsKey("search") && !filters.containsKey("account");
    return countable && permissions.hasEverywhere(Role.VIEWER)
        ? cache.get(filters, () -> count(filters))
        : Map.of();
  }

  private Map<Status, Long> count(Map<String, String> filters) {
    Map<Status, Long> counts = inProgress(filters);
    for (Status status : Status.known()) {
      if (!counts.containsKey(status)) {
        Map<String, String> narrowed = new TreeMap<>(filters);
        narrowed.put("status", status.wireName());
        counts.put(status, visibility.count(ListQuery.read(narrowed).over(Deployments.TYPES)));
      }
    }
    return counts;
  }

  /**
   * All that are in progress, by one question instead of one for each status: a front end of
   * Temporal answers ten in a second. Empty if there are more than one answer has.
   */
  private Map<Status, Long> inProgress(Map<String, String> filters) {
    Visibility.Page found =
        visibility.find(
            ListQuery.read(filters).over(Deployments.TYPES).running(),
            Visibility.MAX_PER_PAGE,
            null);
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    if (found.nextToken() == null) {
      Status.known().stream()
          .filter(status -> !status.terminal())
          .forEach(status -> counts.put(status, 0L));
      found
          .found()
          .forEach(
              info ->
                  counts.computeIfPresent(
                      DeploymentSummary.of(info, links).status(), (_, count) -> count + 1));
    }
    return counts;
  }
}
