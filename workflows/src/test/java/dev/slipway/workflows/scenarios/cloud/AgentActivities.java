package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.ownership.TemporalStandings;
import dev.slipway.workflows.scenarios.model.Moment;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.activity.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent's activities besides its deployments: removal, pruning, audit. */
public class AgentActivities implements RemoveAgent, PruneRevisions, WriteAudit {
  private final Accounts accounts;

  /** Something that was stored for a deployment, and when its last part was. */
  private record Stored(String kind, String deployment, String id, Instant last) {}

  public AgentActivities(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<LedgerEntry> listResources(RemoveAgent.Input input) {
    Account account = accounts.of(input.agent());
    List<LedgerEntry> ledger = new ArrayList<>();
    if (account.stacks().containsKey(input.agent().stackName())) {
      ledger.add(deleted("stack", input.agent().stackName().value()));
    }
    ledger.addAll(judged(account, secrets(account, input.agent())));
    ledger.addAll(judged(account, objects(account, input.agent())));
    return ledger;
  }

  @Override
  public List<LedgerEntry> removeStack(RemoveAgent.Input input) {
    Account account = accounts.of(input.agent());
    String id = input.deploymentId().value();
    account.interference().at("removeStack", Moment.BEFORE, id);
    account.stacks().remove(input.agent().stackName());
    account.interference().at("removeStack", Moment.AFTER, id);
    return List.of(deleted("stack", input.agent().stackName().value()));
  }

  @Override
  public List<LedgerEntry> removeSecrets(RemoveAgent.Input input) {
    Account account = accounts.of(input.agent());
    return removed(
        judged(account, secrets(account, input.agent())), arn -> account.secrets().delete(arn));
  }

  @Override
  public List<LedgerEntry> removeArtifacts(RemoveAgent.Input input) {
    Account account = accounts.of(input.agent());
    return removed(
        judged(account, objects(account, input.agent())), key -> account.bucket().deleteAll(key));
  }

  private static List<LedgerEntry> removed(List<LedgerEntry> ledger, Consumer<String> delete) {
    ledger.stream()
        .filter(entry -> entry.action() == LedgerAction.DELETED)
        .forEach(entry -> delete.accept(entry.id()));
    return ledger;
  }

  private static List<Stored> secrets(Account account, AgentKey agent) {
    return account.secrets().of(agent.stackName()).stream()
        .map(secret -> new Stored("secret", secret.deployment(), secret.arn(), secret.storedAt()))
        .toList();
  }

  private static List<Stored> objects(Account account, AgentKey agent) {
    Bucket bucket = account.bucket();
    return Keys.deployments(agent, bucket.keys()).stream()
        .flatMap(
            id -> {
              String folder = Keys.deployment(agent, new DeploymentId(id));
              Instant last = bucket.lastStored(folder);
              return bucket.keys().stream()
                  .filter(key -> key.startsWith(folder))
                  .map(key -> new Stored("object", id, key, last));
            })
        .toList();
  }

  private List<LedgerEntry> judged(Account account, List<Stored> items) {
    return items.stream()
        .map(
            item ->
                reasonToSpare(item.deployment(), item.last(), account.now())
                    .map(why -> new LedgerEntry(item.kind(), item.id(), LedgerAction.RETAINED, why))
                    .orElse(deleted(item.kind(), item.id())))
        .toList();
  }

  /** Why the product's own rule leaves a deployment what it has stored; empty when it does not. */
  protected Optional<String> reasonToSpare(String id, Instant last, Instant now) {
    return new Sparing(standings(), now).reason(new DeploymentId(id), last);
  }

  protected Standings standings() {
    return new TemporalStandings(Activity.getExecutionContext().getWorkflowClient());
  }

  @Override
  public Pruned pruneRevisions(PruneRevisions.Input input) {
    Account account = accounts.of(input.agent());
    int objects = 0;
    int secrets = 0;
    for (Leftover leftover : input.leftovers()) {
      String prefix = Keys.deployment(input.agent(), leftover.deploymentId());
      objects += account.bucket().deleteAll(prefix).size();
      if (leftover.secret() != null && account.secrets().delete(leftover.secret().arn())) {
        secrets++;
      }
    }
    return new Pruned(objects, secrets, 0);
  }

  @Override
  public AuditHead writeAudit(WriteAudit.Input input) {
    Ends.await(input.agent(), input.deploymentId());
    return accounts.of(input.agent()).audit(input.deploymentId().value());
  }

  private static LedgerEntry deleted(String resource, String id) {
    return new LedgerEntry(resource, id, LedgerAction.DELETED, "scenario");
  }
}
