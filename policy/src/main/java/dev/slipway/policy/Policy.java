package dev.slipway.policy;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a server allows, and to whom.
 *
 * @param access who may sign in and do what
 * @param accounts where it deploys to besides its own account
 * @param rules what nobody may ask for, in the order of the file
 */
public record Policy(Access access, List<Account> accounts, List<Rule> rules) {
  /** A server without rules. */
  public static final Policy NONE = new Policy(Access.NONE, List.of(), List.of());

  static final String APPROVAL = "approval";

  public Policy {
    accounts = List.copyOf(accounts);
    rules = List.copyOf(rules);
  }

  /** The groups that a grant or an approval names; which others somebody is in does not matter. */
  public Set<String> groups() {
    return Stream.concat(
            access.grants().stream().map(Grant::to),
            rules.stream().flatMap(rule -> Stream.ofNullable(rule.approvers())))
        .flatMap(people -> people.groups().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The rules that the request is subject to. */
  public Stream<Rule> rulesFor(Subject subject) {
    return rules.stream().filter(rule -> rule.scope().covers(subject));
  }

  /**
   * Everything in a request that breaks a rule. A missing approval breaks none, since {@link
   * #tightened} adds it.
   */
  public List<Breach> breaches(Subject subject) {
    return rulesFor(subject)
        .flatMap(rule -> rule.breaches(subject).stream())
        .filter(breach -> !breach.field().equals(APPROVAL))
        .toList();
  }

  /** The rule that demands an approval which the request lacks; empty if there is none. */
  public Optional<Rule> demandsApproval(Subject subject) {
    return rulesFor(subject)
        .filter(
            rule ->
                rule.breaches(subject).stream().anyMatch(breach -> breach.field().equals(APPROVAL)))
        .findFirst();
  }

  /** The request's spec, with an approval if a rule demands one. */
  public DeploymentSpec tightened(Subject subject) {
    return demandsApproval(subject)
        .map(rule -> subject.spec().with(APPROVAL, Approval.REQUIRED))
        .orElse(subject.spec());
  }
}
