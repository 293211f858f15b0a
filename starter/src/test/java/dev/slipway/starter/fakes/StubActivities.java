package dev.slipway.starter.fakes;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Permission;
import dev.slipway.api.RuntimeName;
import dev.slipway.api.Target;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.failure.BlockedResource;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.ownership.Sparing;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Returns what each step would, at once, and touches nothing: for what the starter makes of it. A
 * memory of 666 MB makes the deployment fail, one of 667 meets a rollback that stopped.
 */
public final class StubActivities
    implements Preflight,
        Inject,
        SamBuild,
        PlanChange,
        SamDeploy,
        FetchOutputs,
        GoLive,
        SmokeTest,
        Undo,
        ReuseRevision,
        PruneRevisions,
        RemoveAgent,
        WriteAudit,
        CodeCheck {
  /** Code that contains its id calls it. */
  public static final String MODEL = "us.amazon.nova-lite-v1:0";

  /** Code that contains it is checked by a worker whose index no rule allows. */
  public static final String FOREIGN_INDEX = "https://elsewhere.example";

  public static final int UNLUCKY_MEMORY = 666;
  private static final int STUCK_MEMORY = 667;

  private static final BlockedResource BLOCKED =
      new BlockedResource("AgentRole", "AWS::IAM::Role", "the role is gone");

  private static final String SHA = "ab".repeat(32);
  private static final List<String> ACTIONS = List.of("dynamodb:PutItem");
  private static final List<String> TABLE = List.of("arn:aws:dynamodb:*:*:table/berths");

  private final FakeStorage storage;
  private volatile Standings standings = id -> Standings.Standing.UNKNOWN;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  private volatile CountDownLatch removals = new CountDownLatch(0);

  private final String localUrl;

  public StubActivities(FakeStorage storage) {
    this(storage, "http://abc.lambda-url.us-east-1.localhost:4566/");
  }

  /** With agents that answer at that address. */
  public StubActivities(FakeStorage storage, String localUrl) {
    this.storage = storage;
    this.localUrl = localUrl;
  }

  /** From now on whatever removes a stack waits until the latch is open. */
  public void holdRemovals(CountDownLatch latch) {
    removals = latch;
  }

  private void awaitRemovals() {
    try {
      removals.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a test held the removal", e);
    }
  }

  /** From now on these report which deployments have ended. */
  void ask(Standings known) {
    standings = known;
  }

  private static ArtifactRef ref(String name) {
    return new ArtifactRef("s3://slipway/" + name, SHA, 1_000);
  }

  @Override
  public Preflight.Report preflight(Preflight.Input input) {
    storage.say(input.deploymentId(), "preflight", "sam 1.170.0");
    input.models().forEach(model -> storage.say(input.deploymentId(), "preflight", model));
    return new Preflight.Report(
        "arn:aws:iam::000000000000:root",
        List.of(new Tool("sam", "1.170.0")),
        null,
        false,
        null,
        List.of());
  }

  @Override
  public Bundle inject(Inject.Input input) {
    storage.say(input.deploymentId(), "inject", "1 agent, entry point main");
    return new Bundle(
        StubSource.freeze(storage, input),
        List.of("strands-agents"),
        List.of(),
        List.of(),
        false,
        List.of(),
        storage.code(input.code()).contains("yield"),
        List.of(),
        null,
        null);
  }

  @Override
  public Built samBuild(SamBuild.Input input) {
    if (calls.merge(input.deploymentId().value(), 1, Integer::sum) == 1
        && input.deploymentId().value().contains("retry")) {
      throw Failure.of(FailureType.THROTTLED, "PyPI limits the rate of requests.").toException();
    }
    input
        .packages()
        .indexes()
        .forEach(rule -> storage.say(input.deploymentId(), "samBuild", rule.toString()));
    if (input.packages().coolDown() != null) {
      storage.say(input.deploymentId(), "samBuild", input.packages().coolDown().toString());
    }
    storage.say(input.deploymentId(), "samBuild", "Build Succeeded");
    return new Built(
        ref("template.yaml"), ref("lock"), ref("layer.zip"), true, ref("code.zip"), 61_000_000);
  }

  @Override
  public Reused reuseRevision(ReuseRevision.Input input) {
    return new Reused(input.source(), input.built());
  }

  @Override
  public Pruned pruneRevisions(PruneRevisions.Input input) {
    return new Pruned(0, 0, 0);
  }

  @Override
  public Plan planChange(PlanChange.Input input) {
    if (input.shipment().spec().memorySize() == STUCK_MEMORY && input.skipResources() == null) {
      throw Failure.of(FailureType.ROLLBACK_STUCK, "The rollback stopped.", BLOCKED.line())
          .toException();
    }
    if (input.shipment().spec().memorySize() == UNLUCKY_MEMORY) {
      throw Failure.of(
              FailureType.NAME_TAKEN,
              "The function '%s' belongs to another stack."
                  .formatted(input.shipment().spec().functionName()),
              "CREATE_FAILED AWS::Lambda::Function AgentFunction: already exists in stack other")
          .toException();
    }
    return new Plan(
        "arn:change-set",
        "arn:stack",
        true,
        false,
        List.of(new PlanChange.Change("Add", "AgentFunction", "AWS::Lambda::Function", "False")));
  }

  @Override
  public SamDeploy.Change samDeploy(SamDeploy.Input input) {
    storage.say(
        input.deploymentId(),
        "samDeploy",
        "cloudformation",
        "CREATE_COMPLETE AWS::Lambda::Function AgentFunction: made");
    var change = new SamDeploy.Change("arn:stack", "CREATE_COMPLETE", false);
    var spec = input.shipment().spec();
    return spec.deploymentType() == Target.AGENTCORE
        ? change.releasing(
            new FetchOutputs.Released(
                RuntimeName.of(spec.functionName()) + "-Ab12Cd34Ef", "1", RuntimeOutputs.CANDIDATE))
        : change;
  }

  @Override
  public Outputs fetchOutputs(FetchOutputs.Input input) {
    var released = input.released();
    if (released != null) {
      return runtime(released.runtimeId(), released.endpoint());
    }
    return new FunctionOutputs(
        "arn:aws:lambda:us-east-1:000000000000:function:weather",
        "weather",
        "1",
        "/aws/lambda/weather",
        "https://abc.lambda-url.us-east-1.on.aws/",
        null,
        localUrl,
        null);
  }

  private static RuntimeOutputs runtime(String id, String endpoint) {
    return new RuntimeOutputs(
        "arn:aws:bedrock-agentcore:us-east-1:000000000000:runtime/" + id,
        id,
        id.substring(0, id.lastIndexOf('-')),
        "1",
        endpoint,
        "/aws/bedrock-agentcore/runtimes/%s-%s".formatted(id, endpoint));
  }

  @Override
  public RuntimeOutputs goLive(GoLive.Input input) {
    return runtime(input.tested().runtimeId(), RuntimeOutputs.LIVE);
  }

  @Override
  public Proof smokeTest(SmokeTest.Input input) {
    return new Proof(200, Duration.ofMillis(812), "Yes, I am here.");
  }

  @Override
  public Undone undoStack(StackInput input) {
    awaitRemovals();
    var entry =
        new LedgerEntry("stack", "strands-agent-weather", LedgerAction.DELETED, "made here");
    return new Undone(List.of(entry), null);
  }

  @Override
  public List<LedgerEntry> undoSecret(SecretInput input) {
    storage.remove(input.agent(), input.secret());
    return List.of(deleted("secret", input.secret().arn()));
  }

  @Override
  public List<LedgerEntry> undoArtifacts(ArtifactsInput input) {
    DeploymentId own = input.deploymentId();
    return ledger("object", storage.removeObjects(input.agent(), id -> !id.equals(own)));
  }

  @Override
  public List<LedgerEntry> listResources(RemoveAgent.Input input) {
    return List.of(
        new LedgerEntry("stack", input.agent().stackName().value(), LedgerAction.RETAINED, "live"));
  }

  @Override
  public List<LedgerEntry> removeStack(RemoveAgent.Input input) {
    awaitRemovals();
    return List.of(
        new LedgerEntry("stack", input.agent().stackName().value(), LedgerAction.DELETED, "asked"));
  }

  @Override
  public List<LedgerEntry> removeSecrets(RemoveAgent.Input input) {
    return ledger("secret", storage.removeSecrets(input.agent(), this::spared));
  }

  @Override
  public List<LedgerEntry> removeArtifacts(RemoveAgent.Input input) {
    return ledger("object", storage.removeObjects(input.agent(), this::spared));
  }

  /** Everything here was stored just now. */
  private boolean spared(DeploymentId id) {
    return new Sparing(standings, Instant.now()).reason(id, Instant.now()).isPresent();
  }

  private static List<LedgerEntry> ledger(String resource, List<String> gone) {
    return gone.stream().map(id -> deleted(resource, id)).toList();
  }

  private static LedgerEntry deleted(String resource, String id) {
    return new LedgerEntry(resource, id, LedgerAction.DELETED, "asked");
  }

  @Override
  public AuditHead writeAudit(WriteAudit.Input input) {
    return new AuditHead(1, SHA);
  }

  @Override
  public CodeCheck.Report checkCode(CodeCheck.Input input) {
    String code = storage.code(input.code());
    List<Finding> errors =
        code.contains("def broken(")
            ? List.of(new Finding("syntax_error", 3, 11, "'(' was never closed", "close it"))
            : List.of();
    if (input.packages() != null && code.contains(FOREIGN_INDEX)) {
      return report(input, code, errors)
          .refused(new Finding(POLICY, null, null, "package index: " + FOREIGN_INDEX, null));
    }
    return report(input, code, errors);
  }

  private static CodeCheck.Report report(CodeCheck.Input input, String code, List<Finding> errors) {
    boolean usesAws = code.contains("boto3");
    return new CodeCheck.Report(
        errors.isEmpty(),
        errors,
        List.of(),
        null,
        List.of("strands-agents"),
        code.contains(MODEL) ? List.of(MODEL) : List.of(),
        false,
        false,
        List.of(),
        List.of(),
        false,
        1,
        usesAws ? List.of(new Right(ACTIONS, TABLE, 3, "table.put_item", null, null)) : List.of(),
        usesAws ? List.of(new Permission(ACTIONS, TABLE)) : List.of(),
        input.runtime(),
        List.of(),
        null);
  }

  @Override
  public List<ToolStatus> probeTools() {
    return List.of(new ToolStatus("sam", true, "1.170.0"));
  }
}
