package dev.slipway.starter.access;

import dev.slipway.api.Principal;
import dev.slipway.api.Requester;
import dev.slipway.api.Role;
import dev.slipway.policy.Access;
import dev.slipway.policy.Account;
import dev.slipway.policy.Grant;
import dev.slipway.policy.People;
import dev.slipway.policy.Reach;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.signin.TokenScope;
import dev.slipway.workflows.model.AgentKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What whoever makes the current request may do. Nobody may do anything that was not granted. */
@Component
public final class Permissions {
  private static final People EVERYONE_LOCAL = new People(Principal.LOCAL, List.of("*"), List.of());

  private final Access access;
  private final KnownAccounts accounts;

  Permissions(ServerRules rules, KnownAccounts accounts) {
    this.access = rules.access();
    this.accounts = accounts;
  }

  /** Who makes the current request. */
  public Principal principal() {
    return who().principal();
  }

  /** The same, as what they ask for is recorded. */
  public Requester requester() {
    return new Requester(principal(), null);
  }

  /** The roles of whoever makes the current request. */
  public List<Grant> grants() {
    return grants(who());
  }

  /** Fails with 403 unless the caller has the role for some agent at least. */
  public void requireSomewhere(Role role) {
    if (!has(role)) {
      throw lacking(role, "any agent");
    }
  }

  /** Fails with 403 unless the caller has the role for all agents. */
  public void requireEverywhere(Role role) {
    if (!hasEverywhere(role)) {
      throw lacking(role, "all agents");
    }
  }

  /** Whether the caller has the role for all agents. */
  public boolean hasEverywhere(Role role) {
    return has(role, Reach.ALL::equals);
  }

  /** Whether the caller has the role for some agent at least. */
  public boolean has(Role role) {
    return has(role, _ -> true);
  }

  /**
   * Fails unless the caller has the role for the agent: with 404 when they may not even know of it,
   * else with 403.
   *
   * @param notThere what is said when there is no such thing
   */
  public void require(Role role, AgentKey agent, ProblemException notThere) {
    require(role, alias(agent), agent.region(), agent.stackName().value(), notThere);
  }

  /**
   * The same for an agent that may not exist.
   *
   * @param account the alias of its account
   */
  public void require(
      Role role,
      Supplier<String> account,
      String region,
      String stackName,
      ProblemException notThere) {
    if (!may(Role.VIEWER, account, region, stackName)) {
      throw notThere;
    }
    require(role, account, region, stackName);
  }

  /** Fails with 403 unless the caller has the role for the agent. */
  public void require(Role role, AgentKey agent) {
    require(role, alias(agent), agent.region(), agent.stackName().value());
  }

  /** Fails with 403 unless the caller has the role for an agent that they name themselves. */
  public void require(Role role, Supplier<String> account, String region, String stackName) {
    if (!may(role, account, region, stackName)) {
      throw lacking(role, "agent '%s/%s'".formatted(region, stackName));
    }
  }

  private Supplier<String> alias(AgentKey agent) {
    return () -> accounts.alias(agent.account());
  }

  /**
   * The alias of the account that the caller names, which is the server's own if they name none;
   * 422 with those that they may know of for any other.
   */
  public String requireAccount(@Nullable String named) {
    if (named == null || named.isBlank() || named.equals(Account.OWN)) {
      return Account.OWN;
    }
    List<String> known = accounts();
    if (!known.contains(named)) {
      throw ProblemException.invalid(
          List.of(
              FieldError.about(
                  "account",
                  "invalid_value",
                  "account: '%s' (expected: %s)"
                      .formatted(
                          named.length() <= 50 ? named : named.substring(0, 50) + "…",
                          known.isEmpty() ? "none" : String.join(", ", known)),
                  null)));
    }
    return named;
  }

  /**
   * The alias of the account that the caller names, as {@link #requireAccount} reads it; 403 if
   * they have the role for no agent in another account than the server's own.
   */
  public String requireIn(Role role, @Nullable String named) {
    String alias = requireAccount(named);
    if (!alias.equals(Account.OWN) && !has(role, reach -> reach.isFor(alias))) {
      throw lacking(role, "any agent in account '%s'".formatted(alias));
    }
    return alias;
  }

  /** The aliases of the accounts that the caller may know of, the server's own first. */
  public List<String> accounts() {
    return accounts.aliases().stream().filter(this::mayKnow).toList();
  }

  private boolean mayKnow(String alias) {
    SignedIn who = who();
    return who.scope().orElse(TokenScope.WHOLE).reach().isFor(alias)
        && grants(who).stream().anyMatch(grant -> grant.reach().isFor(alias));
  }

  /**
   * Whether the caller has the role for the agent.
   *
   * @param account the digits of its account; the server's own when absent
   */
  public boolean may(Role role, @Nullable String account, String region, String stackName) {
    return may(
        role, () -> account == null ? Account.OWN : accounts.alias(account), region, stackName);
  }

  private boolean may(Role role, Supplier<String> account, String region, String stackName) {
    return has(role, reach -> reach.covers(stackName, region, account));
  }

  /** Whether a grant gives the caller the role where they need it, and their token allows it. */
  private boolean has(Role role, Predicate<Reach> where) {
    SignedIn who = who();
    TokenScope scope = who.scope().orElse(TokenScope.WHOLE);
    return scope.includes(role)
        && where.test(scope.reach())
        && grants(who).stream()
            .anyMatch(grant -> grant.role().includes(role) && where.test(grant.reach()));
  }

  /** The agents that the caller may see. */
  public Sight sight() {
    SignedIn who = who();
    List<Reach> reaches = grants(who).stream().map(Grant::reach).distinct().toList();
    return new Sight(reaches, who.scope().orElse(TokenScope.WHOLE).reach());
  }

  /** Which agents those are. */
  public Predicate<AgentKey> visible() {
    Sight sight = sight();
    return agent -> sight.covers(alias(agent), agent.region(), agent.stackName().value());
  }

  private List<Grant> grants(SignedIn who) {
    return Stream.concat(builtIn(who), access.grantsOf(who.caller()).stream()).toList();
  }

  /** Whoever holds the server's own token may do everything; a front end it trusts, most things. */
  private static Stream<Grant> builtIn(SignedIn who) {
    if (!who.principal().issuer().equals(Principal.LOCAL)) {
      return Stream.empty();
    }
    List<Role> roles = who.isOwner() ? List.of(Role.ADMIN) : List.of(Role.DEPLOYER, Role.OPERATOR);
    return roles.stream().map(role -> new Grant(role, EVERYONE_LOCAL, Reach.ALL));
  }

  private ProblemException lacking(Role role, String what) {
    String has =
        Arrays.stream(Role.values())
            .filter(this::has)
            .map(Role::wireName)
            .collect(Collectors.joining(", "));
    return ProblemException.forbidden(
        "This needs the role %s for %s (%s has: %s). Whoever runs this server grants it."
            .formatted(role.wireName(), what, principal().name(), has.isEmpty() ? "none" : has));
  }

  private static SignedIn who() {
    return SignedIn.current()
        .orElseThrow(
            () -> ProblemException.unauthorized("Nobody is signed in (expected: a token)"));
  }
}
