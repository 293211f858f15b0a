package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.ownership.TemporalStandings;
import dev.slipway.workflows.scenarios.model.Moment;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;

/** What an agent has done besides its deployments: removal, pruning, audit. */
public class AgentActivities implements RemoveAgent, PruneRevisions, WriteAudit {
  private final Accounts accounts;

  public AgentActivities(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<LedgerEntry> listResources(RemoveAgent.Input input) {
    return List.of();
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
    return account.secrets().of(input.agent().stackName()).stream()
        .filter(secret -> !spared(secret.deployment()))
        .filter(secret -> account.secrets().delete(secret.arn()))
        .map(secret -> deleted("secret", secret.arn()))
        .toList();
  }

  @Override
  public List<LedgerEntry> removeArtifacts(RemoveAgent.Input input) {
    Bucket bucket = accounts.of(input.agent()).bucket();
    return Keys.deployments(input.agent(), bucket.keys()).stream()
        .filter(id -> !spared(id))
        .flatMap(
            id -> bucket.deleteAll(Keys.deployment(input.agent(), new DeploymentId(id))).stream())
        .map(key -> deleted("object", key))
        .toList();
  }

  /** Whether the product's own rule leaves a deployment what it has stored. */
  protected boolean spared(String id) {
    WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
    return new Sparing(new TemporalStandings(client), Instant.EPOCH)
        .reason(new DeploymentId(id), Instant.EPOCH)
        .isPresent();
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
    return new Pruned(objects, secrets);
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
