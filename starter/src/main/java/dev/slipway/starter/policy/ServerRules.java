package dev.slipway.starter.policy;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.policy.Access;
import dev.slipway.policy.Breach;
import dev.slipway.policy.Caller;
import dev.slipway.policy.InvalidPolicy;
import dev.slipway.policy.Packages;
import dev.slipway.policy.People;
import dev.slipway.policy.Policy;
import dev.slipway.policy.PolicyReader;
import dev.slipway.policy.Rule;
import dev.slipway.policy.Subject;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.model.PackageTerms;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The rules of this server: read once, at the start, which an invalid file stops. */
@Component
public final class ServerRules {
  private final Policy policy;

  @Autowired
  ServerRules(StarterSettings settings) {
    this(read(settings.policy()));
  }

  ServerRules(Policy policy) {
    this.policy = policy;
  }

  private static Policy read(@Nullable Path file) {
    if (file == null) {
      return Policy.NONE;
    }
    try {
      return PolicyReader.read(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "slipway.policy: '%s' (expected: a readable file; %s)"
              .formatted(file, unreadable.getClass().getSimpleName()),
          unreadable);
    } catch (InvalidPolicy invalid) {
      throw new IllegalArgumentException(
          "slipway.policy: not usable%n%s".formatted(invalid.getMessage()), invalid);
    }
  }

  /** Who may sign in, and what they may do. */
  public Access access() {
    return policy.access();
  }

  /** All of them. */
  public Policy policy() {
    return policy;
  }

  /** Fails with 422 if the request breaks a rule; each one is named. */
  public void require(Subject subject) {
    refuse(policy.breaches(subject));
  }

  /** What {@link #require} would refuse. */
  public List<FieldError> errors(Subject subject) {
    return errors(policy.breaches(subject));
  }

  /** As {@link #require}, for a request that changes one field only. */
  public void require(Subject subject, String field) {
    refuse(
        policy.breaches(subject).stream().filter(breach -> breach.field().equals(field)).toList());
  }

  private static void refuse(List<Breach> breaches) {
    if (!breaches.isEmpty()) {
      throw ProblemException.invalid(errors(breaches));
    }
  }

  private static List<FieldError> errors(List<Breach> breaches) {
    return breaches.stream()
        .map(
            breach ->
                FieldError.about(
                    breach.field(), "policy", breach.message(), breach.rule().reason()))
        .toList();
  }

  /** The spec with what the rules add to it. */
  public DeploymentSpec tightened(Subject subject) {
    return policy.tightened(subject);
  }

  /** Which packages the request's build may take. */
  public PackageTerms packages(Subject subject) {
    List<Rule> about = policy.rulesFor(subject).filter(rule -> rule.packages() != null).toList();
    return new PackageTerms(
        about.stream().flatMap(rule -> indexes(rule).stream()).toList(),
        about.stream()
            .flatMap(rule -> coolDown(rule).stream())
            .max(Comparator.comparing(PackageTerms.CoolDown::age))
            .orElse(null));
  }

  private static Optional<PackageTerms.Indexes> indexes(Rule rule) {
    return Optional.ofNullable(rule.packages())
        .map(Packages::indexes)
        .filter(indexes -> !indexes.isEmpty())
        .map(
            indexes ->
                new PackageTerms.Indexes(
                    indexes.stream().map(URI::toString).toList(), rule.words()));
  }

  private static Optional<PackageTerms.CoolDown> coolDown(Rule rule) {
    return Optional.ofNullable(rule.packages())
        .map(Packages::coolDown)
        .map(age -> new PackageTerms.CoolDown(age, rule.words()));
  }

  /** Fails with 403 unless each rule about who approves the deployment names the caller. */
  public void requireApprover(Subject subject, Caller caller) {
    policy.rulesFor(subject).forEach(rule -> requireApprover(rule, caller));
  }

  private static void requireApprover(Rule rule, Caller caller) {
    People approvers = rule.approvers();
    if (approvers != null && !approvers.include(caller)) {
      throw ProblemException.forbidden(
          "%s may not approve this (expected: %s, by %s)"
              .formatted(caller.subject(), approvers.words(), rule.words()));
    }
  }

  /** What that is, and whose rule it was; empty if nothing is added. */
  public Optional<Tightening> tightening(Subject subject) {
    return policy.demandsApproval(subject).map(Tightening::approval);
  }
}
