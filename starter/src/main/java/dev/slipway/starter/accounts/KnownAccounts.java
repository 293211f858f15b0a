package dev.slipway.starter.accounts;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.StackName;
import dev.slipway.policy.Account;
import dev.slipway.policy.Subject;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.AgentKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** This server's own account, and those of its policy file. */
@Component
public final class KnownAccounts {
  /** STS is asked here; credentials belong to one account in every region. */
  private static final String REGION = "us-east-1";

  private final List<Account> listed;
  private final StarterStorage storage;
  private volatile String own = "";

  KnownAccounts(ServerRules rules, StarterStorage storage) {
    this.listed = rules.policy().accounts();
    this.storage = storage;
  }

  /** All aliases, the own one first. */
  public List<String> aliases() {
    return Stream.concat(Stream.of(Account.OWN), listed.stream().map(Account::alias)).toList();
  }

  /** The account of the policy file with that alias. */
  public Optional<Account> named(String alias) {
    return listed.stream().filter(account -> account.alias().equals(alias)).findFirst();
  }

  /** The alias of an account of the policy file; empty for any other, which is usually the own. */
  public Optional<String> listedAlias(@Nullable String id) {
    return listed(id).map(Account::alias);
  }

  private Optional<Account> listed(@Nullable String id) {
    return listed.stream().filter(account -> account.id().equals(id)).findFirst();
  }

  /** The alias of an account; its id if this server does not know it. */
  public String alias(String id) {
    return listedAlias(id).orElseGet(() -> id.equals(ownId()) ? Account.OWN : id);
  }

  private String ownId() {
    if (own.isEmpty()) {
      try {
        own = storage.accounts().account(REGION);
      } catch (SdkException silent) {
        return ""; // Whoever may see only this account sees nothing until AWS says which it is.
      }
    }
    return own;
  }

  /**
   * An agent in the account of that alias, which must be known.
   *
   * @throws SdkException if it is the own account, and AWS does not say which it is
   */
  public AgentKey agent(String alias, String region, StackName stack) {
    return named(alias)
        .map(account -> new AgentKey(account.id(), region, stack, role(account)))
        .orElseGet(() -> new AgentKey(storage.accounts().account(region), region, stack));
  }

  /**
   * The id of the account of that alias; the own one's if the policy file has no such alias.
   *
   * @throws SdkException if it is the own account, and AWS does not say which it is
   */
  public String id(String alias) {
    return named(alias).map(Account::id).orElseGet(() -> storage.accounts().account(REGION));
  }

  /** The agent, reached as the policy file says now; as it says itself if the file does not. */
  public AgentKey today(AgentKey agent) {
    return listed(agent.account()).map(account -> agent.by(role(account))).orElse(agent);
  }

  /** The way into the account of that alias; empty for the server's own. */
  public Optional<AccountRole> way(String alias) {
    return named(alias).map(KnownAccounts::role);
  }

  /** Fails with 422 if the policy file does not give the account's region to agents. */
  public void requireRegion(String alias, String region) {
    named(alias)
        .filter(account -> !account.allows(region))
        .ifPresent(
            account -> {
              String message =
                  "region: %s (expected: %s, the regions of account '%s')"
                      .formatted(region, String.join(", ", account.regions()), alias);
              throw ProblemException.invalid(
                  List.of(FieldError.about("region", "policy", message, null)));
            });
  }

  /** What rules are asked about: the agent, as it runs or is to run. */
  public Subject subject(AgentKey agent, DeploymentSpec spec) {
    return new Subject(alias(agent.account()), agent.region(), agent.stackName(), spec);
  }

  private static AccountRole role(Account account) {
    return new AccountRole(account.alias(), account.role(), account.externalId(), null);
  }
}
