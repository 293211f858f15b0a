package dev.slipway.worker;

import dev.slipway.activities.agentcore.AgentCoreSteps;
import dev.slipway.activities.audit.TemporalHistories;
import dev.slipway.activities.audit.WriteAuditActivity;
import dev.slipway.activities.build.BuildTools;
import dev.slipway.activities.build.RuntimeBuildActivity;
import dev.slipway.activities.build.SamBuildActivity;
import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.check.AgentCodeChecker;
import dev.slipway.activities.check.CodeCheckActivity;
import dev.slipway.activities.deploy.AdapterLayers;
import dev.slipway.activities.deploy.PlanChangeActivity;
import dev.slipway.activities.deploy.SamDeployActivity;
import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.deploy.WantedStacks;
import dev.slipway.activities.drift.CheckDriftActivity;
import dev.slipway.activities.files.StoredArtifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.inject.InjectActivity;
import dev.slipway.activities.log.Redaction;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.notices.NotifyActivity;
import dev.slipway.activities.notices.PageLinks;
import dev.slipway.activities.notices.Receivers;
import dev.slipway.activities.outputs.FetchOutputsActivity;
import dev.slipway.activities.outputs.LocalAddresses;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.preflight.LambdaSurroundings;
import dev.slipway.activities.preflight.PreflightActivity;
import dev.slipway.activities.preflight.Surroundings;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.remove.Belongings;
import dev.slipway.activities.remove.RemoveAgentActivities;
import dev.slipway.activities.reuse.PruneRevisionsActivity;
import dev.slipway.activities.reuse.ReuseRevisionActivity;
import dev.slipway.activities.smoke.SmokeTestActivity;
import dev.slipway.activities.tools.InstalledTools;
import dev.slipway.activities.tools.PackageIndexes;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.activities.undo.UndoActivities;
import dev.slipway.api.Architecture;
import dev.slipway.storage.audit.S3Records;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.tracing.AwsCallTraces;
import dev.slipway.tracing.Tracing;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.ownership.TemporalStandings;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.undo.Undo;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the activities, each with what it needs and nothing else. */
final class ActivityWiring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ActivityWiring.class);

  private final Clock clock = Clock.systemUTC();
  private final Redaction redaction = new Redaction();
  private final ProcessRunner processes = new ProcessRunner(redaction);
  private final ChildEnvironment environment;
  private final Workplace workplace;
  private final TemplateBundle bundle = new TemplateBundle();
  private final AwsClients aws;
  private final ToolSettings toolSettings;
  private final PythonInterpreters interpreters;
  private final InstalledTools tools;
  private final AgentCodeChecker checker;
  private final WorkerSettings settings;
  private final AccountAccess ownAccount;
  private final Activities own;
  private final Leases<Activities> others;
  private final Receivers receivers;

  /** Everything that acts in one account. */
  private record Activities(List<Object> check, List<Object> build, List<Object> cloud) {}

  private final WorkflowClient temporal;

  ActivityWiring(WorkerSettings settings, WorkflowClient temporal, Tracing tracing) {
    this.settings = settings;
    this.temporal = temporal;
    environment = new ChildEnvironment(marked(settings.workDirectory()));
    workplace = Workplace.open(settings.workDirectory().resolve("steps"));
    aws = new AwsClients(settings.aws().settings(), new AwsCallTraces(tracing.tracer()));
    ownAccount = AccountAccess.with(aws, clock, settings.aws().permissionsBoundary());
    toolSettings =
        new ToolSettings(
            settings.tools().sam(),
            settings.tools().uv(),
            settings.tools().python(),
            settings.workDirectory());
    interpreters = new PythonInterpreters(toolSettings, processes, environment);
    tools = new InstalledTools(toolSettings, processes, environment);
    checker =
        new AgentCodeChecker(
            bundle, settings.workDirectory(), interpreters, processes, environment);
    own = activities(ownAccount);
    others = new Leases<>(this::activities, clock);
    receivers = Receivers.in(settings.receivers(), new PageLinks(settings.publicUrl()), clock);
  }

  /** What answers a waiting person. */
  List<Object> check() {
    return AccountRouter.route(own.check(), others, Activities::check);
  }

  /** What needs the processor. */
  List<Object> build() {
    return AccountRouter.route(own.build(), others, Activities::build);
  }

  /** What waits for AWS. */
  List<Object> cloud() {
    return AccountRouter.route(own.cloud(), others, Activities::cloud);
  }

  /** What calls receivers of notices. */
  List<Object> notices() {
    return List.of(new NotifyActivity(receivers));
  }

  private Activities activities(AccountAccess account) {
    return new Activities(check(account), build(account), cloud(account));
  }

  private Leases.Kept<Activities> activities(AccountRole role) {
    var account = AccountAccess.with(aws.as(role), clock, boundary(role));
    return new Leases.Kept<>(activities(account), account::close);
  }

  /** The boundary has the same name in every account. */
  private @Nullable String boundary(AccountRole role) {
    return AwsSettings.moved(settings.aws().permissionsBoundary(), role.arn());
  }

  private List<Object> check(AccountAccess account) {
    return List.of(
        new CodeCheckActivity(
            new StoredArtifacts(account.artifacts()),
            checker,
            tools,
            new PackageIndexes(environment)));
  }

  private List<Object> build(AccountAccess account) {
    var stored = new StoredArtifacts(account.artifacts());
    var buildTools = new BuildTools(toolSettings, processes, environment, interpreters);
    Function<SamBuild.Input, StepLog> logs =
        input ->
            account
                .logs()
                .open(input.agent().region(), input.deploymentId(), Step.SAM_BUILD.wireName());
    return List.of(
        new InjectActivity(stored, checker, bundle),
        TargetRouter.route(
            SamBuild.class,
            new SamBuildActivity(stored, buildTools, bundle, workplace, clock, logs),
            new RuntimeBuildActivity(
                stored, buildTools, bundle, workplace, clock, this::processor, logs)));
  }

  private List<Object> cloud(AccountAccess account) {
    var agents = new TemporalAgents(temporal);
    var clients = account.cloud();
    var artifacts = account.artifacts();
    var secrets = account.secrets();
    var address = new TemplateAddress(artifacts, account.aws().settings());
    var stacks = new WantedStacks(artifacts, adapters(), account.boundary());
    var outputs = new StackOutputs(new LocalAddresses(settings.aws().endpoint()));
    var onAgentCore = new AgentCoreSteps(clients, artifacts, account.logs());
    var roles = onAgentCore.stacks(account.boundary());
    var undo = new UndoActivities(clients, artifacts, secrets, address, outputs);
    return List.of(
        TargetRouter.route(
            Preflight.class,
            preflight(account, new LambdaSurroundings(clients)),
            preflight(account, onAgentCore.surroundings())),
        new ReuseRevisionActivity(new StoredArtifacts(artifacts), secrets::exists),
        TargetRouter.route(
            PlanChange.class,
            new PlanChangeActivity(clients, artifacts, address, stacks::planned, account.logs()),
            new PlanChangeActivity(clients, artifacts, address, roles, account.logs())),
        TargetRouter.route(
            SamDeploy.class,
            new SamDeployActivity(clients, stacks, account.logs()),
            onAgentCore.samDeploy(roles)),
        TargetRouter.route(
            FetchOutputs.class,
            new FetchOutputsActivity(clients, outputs),
            onAgentCore.fetchOutputs()),
        TargetRouter.route(
            SmokeTest.class,
            new SmokeTestActivity(clients, account.logs()),
            onAgentCore.smokeTest()),
        onAgentCore.goLive(),
        TargetRouter.route(Undo.class, undo, onAgentCore.undo(undo)),
        onAgentCore.remove(
            new RemoveAgentActivities(
                clients,
                new Belongings(artifacts, secrets, new TemporalStandings(temporal), clock),
                agents)),
        new TemporalAgentKeeper(temporal),
        new CheckDriftActivity(agents, clients, secrets, stacks, clock),
        new WriteAuditActivity(
            new TemporalHistories(temporal),
            new S3Records(account.aws(), artifacts, settings.audit().retention(), clock)),
        new PruneRevisionsActivity(artifacts, secrets, clients));
  }

  private Preflight preflight(AccountAccess account, Surroundings surroundings) {
    return new PreflightActivity(
        tools,
        account.identity(),
        account.cloud(),
        account.artifacts(),
        account.logs(),
        surroundings,
        account.boundary());
  }

  /** The local AgentCore runs an agent on this machine, whose wheels it must have. */
  private Architecture processor(Architecture wanted) {
    if (settings.aws().endpoint() == null) {
      return wanted;
    }
    return System.getProperty("os.arch").equals("aarch64")
        ? Architecture.ARM64
        : Architecture.X86_64;
  }

  private static Map<String, String> marked(Path workDirectory) {
    var variables = new HashMap<>(System.getenv());
    variables.put(ChildEnvironment.WORKS_FOR, workDirectory.toString());
    return variables;
  }

  /** An emulator has no public layers of other accounts. */
  private AdapterLayers adapters() {
    return settings.aws().endpoint() == null ? bundle::adapterLayer : AdapterLayers.NONE;
  }

  @Override
  public void close() {
    receivers.close();
    others.close();
    ownAccount.close();
    try {
      workplace.close();
    } catch (IOException e) {
      LOG.warn("Files left on disk by steps will be removed at the next start: {}", e.getMessage());
    }
  }
}
