package dev.slipway.e2e.bench;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Activities that do nothing, at once: what is left to measure is the workflow. */
public final class EntityActivities
    implements Preflight,
        Inject,
        SamBuild,
        PlanChange,
        SamDeploy,
        FetchOutputs,
        PruneRevisions,
        WriteAudit {
  private static final ArtifactRef SOMETHING =
      new ArtifactRef("s3://bucket/something", "ab".repeat(32), 1_000);

  // An activity may run twice, for example when the agent continues as new meanwhile.
  private final Set<DeploymentId> audited = ConcurrentHashMap.newKeySet();
  private final Set<DeploymentId> pruned = ConcurrentHashMap.newKeySet();

  int audited() {
    return audited.size();
  }

  int pruned() {
    return pruned.size();
  }

  @Override
  public Report preflight(Preflight.Input input) {
    return new Report("arn:aws:iam::000000000000:root", List.of(), null, false, null, List.of());
  }

  @Override
  public Bundle inject(Inject.Input input) {
    return new Bundle(
        SOMETHING,
        List.of("strands-agents"),
        List.of(),
        List.of(),
        true,
        List.of(),
        false,
        List.of(),
        null,
        null);
  }

  @Override
  public Built samBuild(SamBuild.Input input) {
    return new Built(SOMETHING, SOMETHING, SOMETHING, true, SOMETHING, 61_000_000);
  }

  @Override
  public Plan planChange(PlanChange.Input input) {
    return new Plan("arn:change-set", "arn:stack", true, false, List.of());
  }

  @Override
  public SamDeploy.Change samDeploy(SamDeploy.Input input) {
    return new SamDeploy.Change("arn:stack", "UPDATE_COMPLETE", false);
  }

  @Override
  public Outputs fetchOutputs(FetchOutputs.Input input) {
    return new FunctionOutputs(
        "arn:fn", "entity", "1", "/aws/lambda/entity", null, null, null, null);
  }

  @Override
  public Pruned pruneRevisions(PruneRevisions.Input input) {
    input.leftovers().forEach(leftover -> pruned.add(leftover.deploymentId()));
    return new Pruned(input.leftovers().size(), 0, 0);
  }

  @Override
  public AuditHead writeAudit(WriteAudit.Input input) {
    AuditHead head = input.head();
    audited.add(input.deploymentId());
    return new AuditHead(head == null ? 1 : head.sequence() + 1, "cd".repeat(32));
  }
}
