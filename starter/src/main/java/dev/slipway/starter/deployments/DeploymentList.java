package dev.slipway.starter.deployments;

import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.access.Sight;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.CallTimeout;
import dev.slipway.starter.temporal.CoalescingCache;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.temporal.PageTokens;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.Links;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** All deployments: first those that Temporal has, then those that only the audit still has. */
@Component
public final class DeploymentList {
  /** Marks a token that points into the second part; Temporal's tokens have no dot. */
  private static final String PAST = "past.";

  /** The list must show what is running now even when the audit store is unavailable. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(3);

  /** How many pages are searched for something that the caller may see. */
  private static final int MAX_PAGES = 10;

  private static final PastDeployments.Page NOTHING = new PastDeployments.Page(List.of(), null);

  private final Visibility visibility;
  private final CoalescingCache<Seen, Page> cache;
  private final PastDeployments past;
  private final Permissions permissions;
  private final Links links;
  private final KnownAccounts accounts;

  DeploymentList(
      Visibility visibility,
      MutationCounter mutations,
      StarterStorage storage,
      Permissions permissions,
      Links links,
      KnownAccounts accounts) {
    this.visibility = visibility;
    this.cache = new CoalescingCache<>(mutations);
    this.past = new PastDeployments(storage.audits(), this::knownToTemporal);
    this.permissions = permissions;
    this.links = links;
    this.accounts = accounts;
  }

  /** A question, and what whoever asks may see of its answer. */
  private record Seen(ListQuery query, Sight sight) {}

  /** One page of the list, open deployments first, then the latest to end. */
  public record Page(List<DeploymentSummary> deployments, @Nullable String nextPageToken) {
    public Page {
      deployments = List.copyOf(deployments);
    }
  }

  /** A page, perhaps a few moments old: many request the same one. */
  public Page page(ListQuery query) {
    query.account().ifPresent(permissions::requireAccount);
    Sight sight = permissions.sight();
    return cache.get(new Seen(query, sight), () -> look(query, sight));
  }

  private Page look(ListQuery query, Sight sight) {
    String token = query.pageToken();
    List<DeploymentSummary> found = new ArrayList<>();
    for (int pages = 0; pages < MAX_PAGES && (token == null || !token.startsWith(PAST)); pages++) {
      var page = visibility.find(query.over(Deployments.TYPES), query.pageSize(), token);
      page.found().stream()
          .map(info -> DeploymentSummary.of(info, links))
          .filter(summary -> sees(query, sight, summary))
          .forEach(found::add);
      token = page.nextToken();
      if (token == null) {
        return fill(query, found, "", sight);
      }
      if (!found.isEmpty()) {
        break; // A page may be short; one without anything would look like the end.
      }
    }
    return token != null && token.startsWith(PAST)
        ? fill(query, found, position(token), sight)
        : new Page(found, token);
  }

  private boolean sees(ListQuery query, Sight sight, DeploymentSummary summary) {
    AgentName agent = summary.agent();
    Supplier<String> alias = () -> agent.account() == null ? "" : accounts.alias(agent.account());
    return sight.covers(alias, agent.region(), agent.stackName())
        && isFound(query.search(), summary)
        && query.account().filter(wanted -> !wanted.equals(alias.get())).isEmpty();
  }

  private static boolean isFound(String search, DeploymentSummary summary) {
    return search.isEmpty() || searched(summary).stream().anyMatch(text -> text.contains(search));
  }

  /** What a search looks at, in lower case. */
  public static List<String> searched(DeploymentSummary summary) {
    AgentName agent = summary.agent();
    return Stream.of(
            summary.deploymentId(),
            agent.name(),
            agent.stackName(),
            agent.region(),
            summary.requestedBy())
        .map(text -> text.toLowerCase(Locale.ROOT))
        .toList();
  }

  private Page fill(ListQuery query, List<DeploymentSummary> begun, String after, Sight sight) {
    int room = query.pageSize() - begun.size();
    var page = CallTimeout.wait(MAX_WAIT, () -> past(query, room, after)).orElse(NOTHING);
    page.found().stream()
        .map(entry -> DeploymentSummary.of(entry, links))
        .filter(summary -> sees(query, sight, summary))
        .forEach(begun::add);
    String position = page.position();
    return new Page(begun, position == null ? null : token(position));
  }

  private PastDeployments.Page past(ListQuery query, int room, String after) {
    try {
      return past.page(query, room, after);
    } catch (SdkException away) {
      System.getLogger(DeploymentList.class.getName())
          .log(System.Logger.Level.WARNING, "no past deployments: {0}", away.getMessage());
      return NOTHING;
    }
  }

  private Set<String> knownToTemporal(Collection<String> ids) {
    return visibility
        .find(Query.types(Deployments.TYPES).ids(ids), Visibility.MAX_PER_PAGE, null)
        .found()
        .stream()
        .map(info -> info.getExecution().getWorkflowId())
        .collect(Collectors.toSet());
  }

  private static String token(String position) {
    return PAST
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  private static String position(String token) {
    try {
      return new String(
          Base64.getUrlDecoder().decode(token.substring(PAST.length())), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw PageTokens.notOurs();
    }
  }
}
