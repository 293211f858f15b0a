package dev.slipway.starter.admission;

import dev.slipway.api.Status;
import dev.slipway.policy.Rule;
import dev.slipway.policy.Subject;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.Query;
import dev.slipway.starter.temporal.Visibility;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.temporal.SearchAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Keeps the deployments that are at work at once in an account's region within what the rules
 * allow. Those that wait for a person do not count: they could wait for days.
 */
@Component
final class AtOnce {
  private static final Set<Status> AT_WORK =
      Set.of(Status.QUEUED, Status.RUNNING, Status.COMPENSATING);

  private final ServerRules rules;
  private final Visibility visibility;

  AtOnce(ServerRules rules, Visibility visibility) {
    this.rules = rules;
    this.visibility = visibility;
  }

  /** Fails with 429 where one more would be too many. */
  void require(Subject subject, AgentKey agent) {
    rules
        .policy()
        .rulesFor(subject)
        .filter(rule -> rule.atOnce() != null)
        .min(Comparator.comparing(rule -> Objects.requireNonNull(rule.atOnce())))
        .ifPresent(strictest -> require(strictest, subject, agent));
  }

  private void require(Rule rule, Subject subject, AgentKey agent) {
    int most = Objects.requireNonNull(rule.atOnce());
    if (atWork(agent, most) >= most) {
      throw ProblemException.tooManyRequests(
          "Nothing was created: %s at work in account '%s', region %s (expected: at most %d at once, by %s). Try again later."
              .formatted(
                  most == 1 ? "1 deployment is" : most + " deployments are",
                  subject.account(),
                  subject.region(),
                  most,
                  rule.words()));
    }
  }

  /** How many are; it stops counting where there are enough. */
  private int atWork(AgentKey agent, int enough) {
    Query open =
        Query.types(List.of(DeployAgentWorkflow.TYPE))
            .running()
            .where(SearchAttributes.REGION, agent.region());
    int found = 0;
    String token = null;
    do {
      var page = visibility.find(open, Visibility.MAX_PER_PAGE, token);
      found +=
          (int)
              page.found().stream()
                  .map(Attributes::of)
                  .filter(one -> one.account().equals(agent.account()))
                  .filter(one -> AT_WORK.contains(one.status()))
                  .count();
      token = page.nextToken();
    } while (token != null && found < enough);
    return found;
  }
}
