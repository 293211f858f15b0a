package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.scenarios.cloud.Stack.ChangeSet;
import dev.slipway.workflows.scenarios.cloud.Stack.Condition;
import dev.slipway.workflows.scenarios.model.Moment;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The steps as the product's activities do them, in an {@link Account} instead of AWS. */
public class StepActivities
    implements Preflight,
        Inject,
        SamBuild,
        ReuseRevision,
        PlanChange,
        SamDeploy,
        FetchOutputs,
        SmokeTest,
        GoLive {
  private static final String STACK_ID = "arn:stack";

  private final Accounts accounts;

  public StepActivities(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Report preflight(Preflight.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "preflight",
        input.deploymentId(),
        () -> {
          Optional<Stack> healed = heal(account, input.agent());
          int live = healed.map(Stack::liveVersion).orElse(0);
          Optional<StackTemplate> stack = healed.flatMap(Stack::template);
          return new Report(
              "arn:aws:iam::000000000000:user/tester",
              List.of(),
              stack.isPresent() ? "UPDATE_COMPLETE" : null,
              stack.isPresent(),
              stack
                  .map(template -> snapshot(account, input.deploymentId(), template, live))
                  .orElse(null),
              List.of());
        });
  }

  private static ArtifactRef snapshot(
      Account account, DeploymentId id, StackTemplate template, int live) {
    String text = Snapshots.text(template, live);
    return account.bucket().put("records/" + id + "/before", text);
  }

  /** A stack whose creation failed can only be deleted. */
  private static Optional<Stack> heal(Account account, AgentKey agent) {
    Stack stack = account.stacks().get(agent.stackName());
    if (stack != null && stack.condition() == Condition.ROLLED_BACK) {
      account.stacks().remove(agent.stackName());
      return Optional.empty();
    }
    return Optional.ofNullable(stack);
  }

  @Override
  public Bundle inject(Inject.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "inject",
        input.deploymentId(),
        () -> {
          String code = read(account, input.code().uri());
          if (code.endsWith("rejected")) {
            throw failed(FailureType.CODE_REJECTED, code);
          }
          return new Bundle(
              put(account, input.agent(), input.deploymentId(), "source", code),
              input.requirements(),
              List.of(),
              List.of(),
              true,
              List.of(),
              false,
              List.of(),
              input.runtime(),
              null);
        });
  }

  @Override
  public Built samBuild(SamBuild.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "samBuild",
        input.deploymentId(),
        () -> {
          if (input.requirements().contains("unbuildable")) {
            throw failed(FailureType.DEPENDENCY_UNRESOLVABLE, "unbuildable");
          }
          String source = read(account, input.bundle().uri());
          ArtifactRef layer = account.bucket().put("layers/layer", "layer");
          return pack(account, input.agent(), input.deploymentId(), source, layer);
        });
  }

  /** The function's package, and the template that points at it. */
  protected Built pack(
      Account account, AgentKey agent, DeploymentId id, String source, ArtifactRef layer) {
    ArtifactRef code = put(account, agent, id, "function", source);
    ArtifactRef template = put(account, agent, id, "template", code.uri());
    return new Built(template, layer, layer, false, code, 1_000);
  }

  @Override
  public Reused reuseRevision(ReuseRevision.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "reuseRevision",
        input.deploymentId(),
        () -> {
          String source = reused(account, input.source().uri());
          String code = reused(account, input.built().code().uri());
          if (input.secret() != null && account.secrets().find(input.secret().arn()).isEmpty()) {
            throw failed(FailureType.REVISION_GONE, input.secret().arn());
          }
          return new Reused(
              put(account, input.agent(), input.deploymentId(), "source", source),
              pack(account, input.agent(), input.deploymentId(), code, input.built().layer()));
        });
  }

  private static String reused(Account account, String uri) {
    return account
        .bucket()
        .get(uri)
        .orElseThrow(() -> failed(FailureType.REVISION_GONE, "no object " + uri));
  }

  @Override
  public Plan planChange(PlanChange.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "planChange",
        input.deploymentId(),
        () -> {
          if (input.shipment().spec().environmentVariables().containsValue("refused")) {
            throw failed(FailureType.CHANGE_SET_FAILED, "refused");
          }
          heal(account, input.agent());
          Stack stack =
              account
                  .stacks()
                  .computeIfAbsent(
                      input.agent().stackName(),
                      any -> new Stack(input.shipment().spec().deploymentType()));
          return plan(stack, input, wanted(account, input));
        });
  }

  private static Plan plan(Stack stack, PlanChange.Input input, StackTemplate wanted) {
    int look = input.review() == null ? 1 : input.review().look();
    String name = "slipway-%s-%d-%d".formatted(input.deploymentId(), input.round(), look);
    Optional<StackTemplate> before = stack.template();
    boolean creates = stack.condition() == Condition.PLANNED;
    stack.plan(new ChangeSet(name, wanted));
    return new Plan(
        name,
        STACK_ID,
        creates,
        before.filter(wanted::equals).isPresent(),
        List.of(
            new PlanChange.Change(
                creates ? "Add" : "Modify", "AgentFunction", "AWS::Lambda::Function", "False")),
        List.of(),
        new PlanChange.Comparison(
            before.map(template -> differences(template, wanted)).orElse(List.of()),
            List.of(),
            null,
            before + " to " + wanted));
  }

  private static List<PlanChange.Difference> differences(
      StackTemplate before, StackTemplate wanted) {
    return before.memory() == wanted.memory()
        ? List.of()
        : List.of(
            new PlanChange.Difference(
                "MemorySize", String.valueOf(before.memory()), String.valueOf(wanted.memory())));
  }

  /** Everything the function depends on, as literals. */
  protected StackTemplate wanted(Account account, PlanChange.Input input) {
    SecretRef secret = input.shipment().secret();
    return new StackTemplate(
        input.deploymentId().value(),
        read(account, input.shipment().built().template().uri()),
        size(input.shipment().spec()),
        String.join(",", input.shipment().spec().environmentVariables().values()),
        secret == null ? null : secret.arn());
  }

  private static int size(DeploymentSpec spec) {
    return switch (spec.deploymentType()) {
      case LAMBDA, UNKNOWN -> spec.memorySize();
      case AGENTCORE -> (int) spec.sessionIdleTimeout().toSeconds();
    };
  }

  @Override
  public SamDeploy.Change samDeploy(SamDeploy.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "samDeploy",
        input.deploymentId(),
        () -> {
          Stack stack = account.stacks().get(input.agent().stackName());
          if (stack == null) {
            throw failed(FailureType.STACK_FAILED, "the stack is gone");
          }
          boolean first = !input.plan().empty() && execute(account, stack, input.plan());
          var change =
              new SamDeploy.Change(
                  STACK_ID, input.plan().creates() ? "CREATE_COMPLETE" : "UPDATE_COMPLETE", !first);
          return switch (input.shipment().spec().deploymentType()) {
            case LAMBDA, UNKNOWN -> change;
            case AGENTCORE -> change.releasing(candidate(account, stack));
          };
        });
  }

  /** The version to be tested, which callers don't reach. */
  protected FetchOutputs.Released candidate(Account account, Stack stack) {
    String version = String.valueOf(stack.provide(account.bucket()));
    return new FetchOutputs.Released("weather-1", version, RuntimeOutputs.CANDIDATE);
  }

  private static boolean execute(Account account, Stack stack, Plan plan) {
    try {
      return stack.execute(plan.changeSetId(), account.bucket());
    } catch (Stack.StackFailedException rolledBack) {
      throw failed(FailureType.STACK_FAILED, String.valueOf(rolledBack.getMessage()));
    }
  }

  @Override
  public Outputs fetchOutputs(FetchOutputs.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "fetchOutputs",
        input.deploymentId(),
        () -> {
          Stack stack = account.stacks().get(input.agent().stackName());
          if (stack == null) {
            throw failed(FailureType.STACK_FAILED, "the stack is gone");
          }
          FetchOutputs.Released released = input.released();
          return released == null
              ? stack.outputs()
              : Stack.outputs(Integer.parseInt(released.version()), released.endpoint());
        });
  }

  @Override
  public Proof smokeTest(SmokeTest.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "smokeTest",
        input.deploymentId(),
        () -> {
          String answer = answer(account, input);
          if (answer.endsWith("crashes")) {
            throw failed(FailureType.AGENT_FAILED, answer);
          }
          return new Proof(200, Duration.ofMillis(12), answer);
        });
  }

  private static String answer(Account account, SmokeTest.Input input) {
    return switch (input.outputs()) {
      case FunctionOutputs function ->
          account.ask(input.agent().stackName()).orElse("nothing crashes");
      case RuntimeOutputs runtime ->
          account.ask(input.agent().stackName(), Integer.parseInt(runtime.version()));
    };
  }

  @Override
  public RuntimeOutputs goLive(GoLive.Input input) {
    Account account = accounts.of(input.agent());
    return attempt(
        account,
        "goLive",
        input.deploymentId(),
        () -> {
          int version = Integer.parseInt(input.tested().version());
          Stack stack = account.stacks().get(input.agent().stackName());
          if (stack == null) {
            throw failed(FailureType.STACK_FAILED, "the stack is gone");
          }
          stack.goLive(version);
          return Stack.outputs(version, RuntimeOutputs.LIVE);
        });
  }

  private static ArtifactRef put(
      Account account, AgentKey agent, DeploymentId id, String name, String content) {
    return account.bucket().put(Keys.object(agent, id, name, content), content);
  }

  private static String read(Account account, String uri) {
    return account
        .bucket()
        .get(uri)
        .orElseThrow(() -> failed(FailureType.ARTIFACT_CORRUPT, "no object " + uri));
  }

  private static RuntimeException failed(FailureType type, String evidence) {
    return Failure.of(type, "It failed: " + type.wireName(), evidence).toException();
  }

  private static <R> R attempt(
      Account account, String activity, DeploymentId id, Supplier<R> effect) {
    account.interference().at(activity, Moment.BEFORE, id.value());
    R result = effect.get();
    account.interference().at(activity, Moment.AFTER, id.value());
    return result;
  }
}
