package dev.slipway.workflows.scenarios.run;

import dev.slipway.api.DeploymentType;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.Keys;
import dev.slipway.workflows.scenarios.model.AgentFacts;
import dev.slipway.workflows.scenarios.model.Ending;
import dev.slipway.workflows.scenarios.model.Model;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what exists with what the model says must exist. */
final class Comparison {
  private final Model model;
  private final Observation observation;
  private final Account account;
  private final Names names;

  /** Ended deployments that have been checked. */
  private final Set<String> settled = new HashSet<>();

  Comparison(Model model, Observation observation, Account account, Names names) {
    this.model = model;
    this.observation = observation;
    this.account = account;
    this.names = names;
  }

  /** Everything that differs from the model now. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    model.endings().forEach((id, must) -> deployment(id, must, differences));
    for (int number : model.agents()) {
      AgentFacts is = observation.agent(number);
      AgentFacts must = model.facts(number);
      if (!is.equals(must)) {
        differences.add("agent %d is  %s".formatted(number, is));
        differences.add("  (expected: %s)".formatted(must));
      }
    }
    return differences;
  }

  private void deployment(String id, Ending must, List<String> differences) {
    if (settled.contains(id)) {
      return;
    }
    DeploymentView view = observation.view(id);
    Ending is = Observation.ending(view);
    if (!is.equals(must)) {
      differences.add("%s is %s (expected: %s)".formatted(id, is, must));
      return;
    }
    if (must.status().terminal()) {
      settled.add(id);
      explained(id, view, differences);
      ledger(id, view, differences);
    }
  }

  private static void explained(String id, DeploymentView view, List<String> differences) {
    FailureView failure = view.failure();
    boolean badly = view.status() != Status.SUCCEEDED;
    if (badly
        && (failure == null
            || failure.type() == FailureType.UNEXPECTED
            || failure.message().isBlank()
            || failure.nextAction().isBlank())) {
      differences.add("%s does not explain its failure: %s".formatted(id, failure));
    }
  }

  /** Checks that what the ledger calls deleted is what was stored and is gone. */
  private void ledger(String id, DeploymentView view, List<String> differences) {
    if (view.status() == Status.SUCCEEDED || view.type() == DeploymentType.DESTROY) {
      return;
    }
    String prefix = Keys.deployment(view.agent(), names.deployment(id));
    SortedSet<String> stored = account.bucket().everStored(prefix);
    SortedSet<String> deleted =
        view.compensation().stream()
            .filter(entry -> entry.resource().equals("object"))
            .filter(entry -> entry.action() == LedgerAction.DELETED)
            .map(LedgerEntry::id)
            .collect(Collectors.toCollection(TreeSet::new));
    boolean kept =
        view.spec() != null && view.spec().onFailure() == OnFailure.KEEP && !view.planOnly();
    SortedSet<String> must = kept ? new TreeSet<>() : stored;
    if (!deleted.equals(must)) {
      differences.add("%s says it deleted %s (expected: %s)".formatted(id, deleted, must));
    }
    view.compensation().stream()
        .filter(entry -> entry.action() == LedgerAction.FAILED)
        .forEach(entry -> differences.add("%s could not undo %s".formatted(id, entry)));
  }

  /** What exists although every agent was destroyed, and what is missing although it must exist. */
  List<String> remains() {
    List<String> differences = new ArrayList<>();
    SortedSet<String> objects =
        account.bucket().keys().stream()
            .filter(key -> key.startsWith("agents/"))
            .collect(Collectors.toCollection(TreeSet::new));
    none("objects", objects, differences);
    none("secrets", account.secrets().arns(), differences);
    none("stacks", account.stacks().keySet(), differences);
    bundles(differences);
    return differences;
  }

  private static void none(String what, Set<?> left, List<String> differences) {
    if (!left.isEmpty()) {
      differences.add("%s left over: %s (expected: none)".formatted(what, left));
    }
  }

  /** One bundle for each ended deployment, and for each expiry of an agent. */
  private void bundles(List<String> differences) {
    List<String> is = account.bundles().stream().map(names::known).toList();
    List<String> byTime = is.stream().filter(id -> id.startsWith("ttl-")).toList();
    Set<String> known = new TreeSet<>(is);
    byTime.forEach(known::remove);
    Map<String, Ending> must = model.endings();
    if (!known.equals(must.keySet()) || byTime.size() != model.takenDownByTtl()) {
      differences.add(
          "bundles of %s (expected: %s and %d for an agent's expiry)"
              .formatted(is, must.keySet(), model.takenDownByTtl()));
    }
  }
}
