package dev.slipway.workflows.fakes;

import static dev.slipway.workflows.fakes.Orders.artifact;

import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.drift.CheckDrift;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Hands that work in a {@link FakeWorld}; like the real ones, each may run twice. */
public final class FakeHands
    implements Preflight,
        Inject,
        SamBuild,
        PlanChange,
        SamDeploy,
        FetchOutputs,
        SmokeTest,
        Undo,
        ReuseRevision,
        PruneRevisions,
        RemoveAgent,
        WriteAudit,
        CheckDrift {
  public static final String STACK = "stack";

  private static final String OBJECTS = "objects-";
  private static final String SECRETS = "arn:secret:";

  private final FakeWorld world;
  private final Faults faults;
  private final Standings standings;

  public FakeHands(FakeWorld world, Faults faults, Standings standings) {
    this.world = world;
    this.faults = faults;
    this.standings = standings;
  }

  @Override
  public Report preflight(Preflight.Input input) {
    world.consented("preflight", input.skipResources());
    return attempt(
        "preflight",
        () ->
            new Report(
                "arn:aws:iam::000000000000:user/tester",
                List.of(new Tool("sam", "1.170.0")),
                world.exists(STACK) ? "UPDATE_COMPLETE" : null,
                world.exists(STACK),
                world.exists(STACK) ? artifact("before") : null,
                List.of()));
  }

  @Override
  public Bundle inject(Inject.Input input) {
    return attempt(
        "inject",
        () -> {
          if (!world.exists(objects(input.deploymentId()))) {
            throw Failure.of(FailureType.ARTIFACT_CORRUPT, "The code is gone.").toException();
          }
          return new Bundle(
              artifact("bundle-" + input.code().sha256()),
              List.of("strands-agents"),
              List.of(),
              List.of("us.amazon.nova-lite-v1:0"),
              true,
              List.of(),
              false,
              List.of());
        });
  }

  @Override
  public Built samBuild(SamBuild.Input input) {
    return attempt(
        "samBuild",
        () ->
            new Built(
                artifact("template"),
                artifact("lock"),
                artifact("layer"),
                false,
                artifact("package"),
                1_000));
  }

  @Override
  public Reused reuseRevision(ReuseRevision.Input input) {
    return attempt(
        "reuseRevision",
        () -> {
          world.create(objects(input.deploymentId()));
          return new Reused(input.source(), input.built());
        });
  }

  @Override
  public Pruned pruneRevisions(PruneRevisions.Input input) {
    return attempt(
        "pruneRevisions",
        () -> {
          for (Leftover leftover : input.leftovers()) {
            world.delete(objects(leftover.deploymentId()));
            if (leftover.secret() != null) {
              world.delete(leftover.secret().arn());
            }
          }
          return new Pruned(input.leftovers().size(), 0);
        });
  }

  @Override
  public Plan planChange(PlanChange.Input input) {
    world.consented("planChange", input.skipResources());
    return attempt(
        "planChange",
        () ->
            new Plan(
                "slipway-%s-%d%s".formatted(input.deploymentId(), input.round(), look(input)),
                "arn:stack",
                !world.exists(STACK),
                false,
                List.of(
                    new PlanChange.Change(
                        "Add", "AgentFunction", "AWS::Lambda::Function", "False")),
                List.of(),
                new PlanChange.Comparison(
                    List.of(
                        new PlanChange.Difference(
                            "MemorySize",
                            world.memory(),
                            String.valueOf(input.shipment().spec().memoryMegabytes()))),
                    List.of(),
                    null,
                    world.memory() + " to " + input.shipment().spec())));
  }

  private static String look(PlanChange.Input input) {
    return input.review() == null || input.review().look() == 1 ? "" : "-" + input.review().look();
  }

  @Override
  public SamDeploy.Change samDeploy(SamDeploy.Input input) {
    return attempt(
        "samDeploy",
        () -> {
          boolean begun = world.begin(input.plan().changeSetId());
          world.create(STACK);
          return new SamDeploy.Change("arn:stack", "CREATE_COMPLETE", !begun);
        });
  }

  @Override
  public Outputs fetchOutputs(FetchOutputs.Input input) {
    return attempt("fetchOutputs", this::outputs);
  }

  private Outputs outputs() {
    return new Outputs(
        "arn:fn", "weather", world.version(), "/aws/lambda/weather", null, null, null, null);
  }

  @Override
  public Proof smokeTest(SmokeTest.Input input) {
    return attempt("smokeTest", () -> new Proof(200, Duration.ofMillis(12), "ahoy"));
  }

  @Override
  public Undone undoStack(StackInput input) {
    return attempt(
        "undoStack",
        () -> {
          if (input.existedBefore()) {
            return new Undone(
                List.of(entry(STACK, LedgerAction.PRE_EXISTING, "was there before")),
                world.bringBack(input.deploymentId()) ? outputs() : null);
          }
          world.delete(STACK);
          return new Undone(
              List.of(entry(STACK, LedgerAction.DELETED, "created by this run")), null);
        });
  }

  @Override
  public List<LedgerEntry> undoSecret(SecretInput input) {
    return attempt(
        "undoSecret",
        () -> {
          world.delete(input.secret().arn());
          return List.of(entry(input.secret().arn(), LedgerAction.DELETED, "of this run"));
        });
  }

  @Override
  public List<LedgerEntry> undoArtifacts(ArtifactsInput input) {
    return attempt(
        "undoArtifacts",
        () -> {
          world.delete(objects(input.deploymentId()));
          return List.of(entry(objects(input.deploymentId()), LedgerAction.DELETED, "of this run"));
        });
  }

  @Override
  public List<LedgerEntry> listResources(RemoveAgent.Input input) {
    return attempt(
        "listResources",
        () ->
            Stream.of(
                    world.exists(STACK)
                        ? List.of(entry(STACK, LedgerAction.DELETED, "would go"))
                        : List.<LedgerEntry>of(),
                    belongings(SECRETS),
                    belongings(OBJECTS))
                .flatMap(List::stream)
                .toList());
  }

  @Override
  public List<LedgerEntry> removeStack(RemoveAgent.Input input) {
    return attempt(
        "removeStack",
        () -> {
          world.delete(STACK);
          return List.of(entry(STACK, LedgerAction.DELETED, "asked for"));
        });
  }

  @Override
  public List<LedgerEntry> removeSecrets(RemoveAgent.Input input) {
    return attempt("removeSecrets", () -> remove(SECRETS));
  }

  @Override
  public List<LedgerEntry> removeArtifacts(RemoveAgent.Input input) {
    return attempt("removeArtifacts", () -> remove(OBJECTS));
  }

  private List<LedgerEntry> remove(String prefix) {
    List<LedgerEntry> ledger = belongings(prefix);
    ledger.stream()
        .filter(entry -> entry.action() == LedgerAction.DELETED)
        .forEach(entry -> world.delete(entry.id()));
    return ledger;
  }

  /** Whatever lies below the prefix, as a listing finds it, and what a removal does with it. */
  private List<LedgerEntry> belongings(String prefix) {
    var sparing = new Sparing(standings, world.now());
    List<LedgerEntry> ledger = new ArrayList<>();
    world
        .below(prefix)
        .forEach(
            (id, storedAt) ->
                ledger.add(
                    sparing
                        .reason(new DeploymentId(id), storedAt)
                        .map(why -> entry(prefix + id, LedgerAction.RETAINED, why))
                        .orElse(entry(prefix + id, LedgerAction.DELETED, "asked for"))));
    return ledger;
  }

  @Override
  public AuditHead writeAudit(WriteAudit.Input input) {
    return attempt("writeAudit", () -> world.audit(input.deploymentId()));
  }

  @Override
  public DriftReport checkDrift(AgentKey agent) {
    return attempt(
        "checkDrift",
        () ->
            DriftReport.of(
                Instant.EPOCH,
                1,
                List.of(new DriftFinding("memory of $LATEST", "512 MB", "1024 MB")),
                List.of()));
  }

  public static String objects(DeploymentId id) {
    return OBJECTS + id;
  }

  private static LedgerEntry entry(String id, LedgerAction action, String reason) {
    return new LedgerEntry("thing", id, action, reason);
  }

  private <R> R attempt(String activity, Supplier<R> effect) {
    world.called(activity);
    Faults.Fault fault = faults.next(activity);
    try {
      fault.beforeEffect();
      R result = effect.get();
      fault.afterEffect();
      return result;
    } catch (Faults.WorkerLost silence) {
      return nobodyHears();
    }
  }

  /** The result of an attempt that is not reported. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <R> R nobodyHears() {
    return null;
  }
}
