package dev.slipway.starter.agents;

import dev.slipway.api.FunctionName;
import dev.slipway.api.Regions;
import dev.slipway.api.StackName;
import dev.slipway.policy.Account;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.access.Sight;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PageQuery;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.CoalescingCache;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.MutationCounter;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.revival.AgentRuns;
import dev.slipway.workflows.temporal.SearchAttributes;
import dev.slipway.workflows.turn.Revision;
import io.temporal.common.converter.DataConverterException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** Agents as described by their workflows' memos; this works while no worker is up. */
@Component
public final class Agents {
  /** The parameter of an agent's address that names its account. */
  public static final String ACCOUNT = "account";

  private static final Set<String> TYPE = Set.of(AgentRuns.TYPE);

  private final AgentMemos memos;
  private final Visibility visibility;
  private final KnownAccounts accounts;
  private final Permissions permissions;
  private final CoalescingCache<Seen, Found> cache;

  Agents(
      AgentMemos memos,
      Visibility visibility,
      MutationCounter mutations,
      KnownAccounts accounts,
      Permissions permissions) {
    this.memos = memos;
    this.visibility = visibility;
    this.accounts = accounts;
    this.permissions = permissions;
    this.cache = new CoalescingCache<>(mutations);
  }

  /** A question, and what whoever asks may see of its answer. */
  private record Seen(PageQuery query, Sight sight) {}

  /**
   * One page of the list, and the token for the next one.
   *
   * @param unreadable those of which only the name is known
   */
  public record Found(
      List<AgentState> agents, Set<AgentKey> unreadable, @Nullable String nextToken) {
    public List<AgentResponse> answers(Links links) {
      return agents.stream()
          .map(
              state ->
                  unreadable.contains(state.agent())
                      ? AgentResponse.of(state, links).noted(AgentMemos.UNREADABLE)
                      : AgentResponse.of(state, links))
          .toList();
    }
  }

  /** The same, perhaps a few moments old, for read-only callers: many request the same list. */
  public Found glance(PageQuery query) {
    if (query.account() != null) {
      permissions.requireAccount(query.account());
    }
    Sight sight = permissions.sight();
    return cache.get(
        new Seen(query, sight),
        () -> list(query.pageSize(), query.pageToken(), sight, query.account()));
  }

  /** The existing agents, one page of them; those that the caller may see. */
  public Found list(int pageSize, @Nullable String token) {
    return list(pageSize, token, permissions.sight(), null);
  }

  private Found list(int pageSize, @Nullable String token, Sight sight, @Nullable String account) {
    var page = visibility.find(Query.types(TYPE).running(), pageSize, token);
    List<AgentState> agents = new ArrayList<>();
    Set<AgentKey> unreadable = new HashSet<>();
    for (var info : page.found()) {
      try {
        AgentMemos.state(info).ifPresent(agents::add);
      } catch (DataConverterException newer) {
        // One agent of a newer version must not hide all the others.
        AgentMemos.fresh(info)
            .ifPresent(
                state -> {
                  agents.add(state);
                  unreadable.add(state.agent());
                });
      }
    }
    agents.removeIf(state -> !sees(sight, state.agent()) || !isIn(account, state.agent()));
    return new Found(agents, unreadable, page.nextToken());
  }

  private boolean sees(Sight sight, AgentKey agent) {
    return sight.covers(
        () -> accounts.alias(agent.account()), agent.region(), agent.stackName().value());
  }

  private boolean isIn(@Nullable String account, AgentKey agent) {
    return account == null || accounts.alias(agent.account()).equals(account);
  }

  /**
   * The agent; 404 when there is none.
   *
   * @param account the alias of its account; the server's own when absent
   */
  public AgentState require(String region, String stackName, @Nullable String account) {
    return find(permissions.requireAccount(account), region, stack(region, stackName))
        .orElseThrow(() -> notFound(region, stackName));
  }

  /** The live revision; 409 when there is none. */
  public static Revision live(AgentState agent) {
    return agent
        .live()
        .orElseThrow(
            () ->
                ProblemException.conflict(
                    "Agent '%s' has no live revision yet.".formatted(agent.agent().label())));
  }

  /** An invalid name is not searched for: a blank one would not narrow the query at all. */
  private static StackName stack(String region, String stackName) {
    try {
      Regions.require(region);
      return new StackName(stackName);
    } catch (IllegalArgumentException impossible) {
      throw notFound(region, stackName);
    }
  }

  /**
   * The agent of a function, in the named stack or else in any; 404 when there is none that the
   * caller may see.
   *
   * @param account the alias of its account; the server's own, or else any, when absent
   */
  public AgentState requireFunction(
      String region, String function, @Nullable String stackName, @Nullable String account) {
    String alias = permissions.requireAccount(account);
    FunctionName name;
    try {
      name = new FunctionName(function);
      Regions.require(region);
    } catch (IllegalArgumentException impossible) {
      throw notFound(region, function);
    }
    if (stackName != null && !stackName.isBlank()) {
      return Optional.of(require(region, stackName, account))
          .filter(agent -> agent.agentName().equals(function))
          .orElseThrow(() -> notFound(region, function));
    }
    Query anywhere =
        Query.types(TYPE)
            .running()
            .where(SearchAttributes.REGION, region)
            .where(SearchAttributes.AGENT, function);
    Sight sight = permissions.sight();
    return find(alias, region, StackName.defaultFor(name))
        .filter(agent -> agent.agentName().equals(function) && sees(sight, agent.agent()))
        .or(
            () ->
                found(anywhere)
                    .filter(agent -> account == null || isIn(alias, agent.agent()))
                    .filter(agent -> sees(sight, agent.agent()))
                    .findFirst())
        .orElseThrow(() -> notFound(region, function));
  }

  /**
   * Like {@link #require}, but also finds an agent that is gone or never went live but was deployed
   * before: destroying it removes what an undo could not.
   */
  AgentState requireEver(String region, String stackName, @Nullable String account) {
    StackName stack = stack(region, stackName);
    String alias = permissions.requireAccount(account);
    try {
      return require(region, stackName, account);
    } catch (ProblemException notLive) {
      if (!notLive.isNotFound()) {
        throw notLive;
      }
      return deployedBefore(alias, region, stack).orElseThrow(() -> notLive);
    }
  }

  private Optional<AgentState> deployedBefore(String alias, String region, StackName stack) {
    Query query =
        Query.types(Deployments.TYPES)
            .where(SearchAttributes.REGION, region)
            .where(SearchAttributes.STACK, stack.value());
    return visibility.find(query, Visibility.MAX_PER_PAGE, null).found().stream()
        .map(Attributes::of)
        .filter(attributes -> isIn(alias, attributes.account()))
        .map(
            attributes ->
                AgentState.fresh(
                    accounts.today(new AgentKey(attributes.account(), region, stack)),
                    attributes.get(SearchAttributes.AGENT)))
        .findFirst();
  }

  /** Whether an id is that of the account, as far as that is known while AWS is silent. */
  private boolean isIn(String alias, String id) {
    return !id.isEmpty() && accounts.listedAlias(id).orElse(Account.OWN).equals(alias);
  }

  private Optional<AgentState> find(String alias, String region, StackName stack) {
    try {
      return memos.describe(accounts.agent(alias, region, stack).workflowId()).map(this::today);
    } catch (SdkException silent) {
      return search(region, stack);
    }
  }

  /** With the way into its account that the policy file knows now. */
  private AgentState today(AgentState state) {
    return state.at(accounts.today(state.agent()));
  }

  /** Looks up by attributes: good enough while AWS does not report the server's own account. */
  private Optional<AgentState> search(String region, StackName stack) {
    Query query =
        Query.types(TYPE)
            .running()
            .where(SearchAttributes.REGION, region)
            .where(SearchAttributes.STACK, stack.value());
    return found(query)
        .filter(state -> accounts.listedAlias(state.agent().account()).isEmpty())
        .findFirst();
  }

  private Stream<AgentState> found(Query query) {
    return visibility.find(query, Visibility.MAX_PER_PAGE, null).found().stream()
        .map(AgentMemos::state)
        .flatMap(Optional::stream)
        .map(this::today);
  }

  /** 404 for an agent that is not there, or that the caller may not know of. */
  public static ProblemException notFound(String region, String stackName) {
    String label = region + "/" + stackName;
    return ProblemException.notFound(
        "There is no agent '%s'."
            .formatted(label.length() <= 150 ? label : label.substring(0, 150) + "…"));
  }
}
