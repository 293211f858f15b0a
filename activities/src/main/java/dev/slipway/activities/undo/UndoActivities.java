package dev.slipway.activities.undo;

import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.heartbeat.Announced;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import java.util.ArrayList;
import java.util.List;

/** Undoes what one deployment did, kind by kind. */
public final class UndoActivities implements Undo {
  private final StackUndo stacks;
  private final SecretStore secrets;
  private final ArtifactStore artifacts;

  public UndoActivities(
      CloudClients clients,
      ArtifactStore artifacts,
      SecretStore secrets,
      TemplateAddress address,
      StackOutputs outputs) {
    this.stacks =
        new StackUndo(
            clients,
            new StackRestoration(clients, artifacts, address),
            new LiveBefore(clients, artifacts, outputs));
    this.secrets = secrets;
    this.artifacts = artifacts;
  }

  @Override
  public Undone undoStack(StackInput input) {
    return stacks.undo(input);
  }

  @Override
  public List<LedgerEntry> undoSecret(SecretInput input) {
    var arn = input.secret().arn();
    boolean was = secrets.delete(input.agent().region(), arn);
    return List.of(
        new LedgerEntry(
            "secret",
            arn,
            LedgerAction.DELETED,
            was ? "It was stored for this deployment." : "It is already gone."));
  }

  @Override
  public List<LedgerEntry> undoArtifacts(ArtifactsInput input) {
    var region = input.agent().region();
    var prefix = ArtifactKeys.deployedBy(input.agent().stackName(), input.deploymentId());
    var ledger = new ArrayList<LedgerEntry>();
    artifacts.abortUploads(region, prefix);
    artifacts
        .deleteKeys(region, Announced.with(artifacts.list(region, prefix)))
        .forEach(
            uri ->
                ledger.add(
                    new LedgerEntry(
                        "object",
                        uri,
                        LedgerAction.DELETED,
                        "It was stored for this deployment.")));
    ledger.add(
        new LedgerEntry(
            "objects",
            "layers/",
            LedgerAction.RETAINED,
            "Built dependencies are shared by every agent with the same lock."));
    ledger.add(
        new LedgerEntry(
            "objects",
            ArtifactKeys.record(input.deploymentId(), ""),
            LedgerAction.RETAINED,
            "Logs and audit records are kept."));
    return List.copyOf(ledger);
  }
}
