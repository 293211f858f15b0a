package dev.slipway.worker;

import dev.slipway.activities.audit.TemporalHistories;
import dev.slipway.activities.audit.WriteAuditActivity;
import dev.slipway.activities.build.BuildTools;
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
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.outputs.FetchOutputsActivity;
import dev.slipway.activities.outputs.LocalAddresses;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.preflight.PreflightActivity;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.remove.Belongings;
import dev.slipway.activities.remove.RemoveAgentActivities;
import dev.slipway.activities.reuse.PruneRevisionsActivity;
import dev.slipway.activities.reuse.ReuseRevisionActivity;
import dev.slipway.activities.smoke.SmokeTestActivity;
import dev.slipway.activities.stack.AwsCloudClients;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.tools.InstalledTools;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.activities.undo.UndoActivities;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.audit.S3Records;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.ownership.TemporalStandings;
import dev.slipway.workflows.revival.TemporalAgentKeeper;
import dev.slipway.workflows.steps.Step;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final CloudClients cloud;
  private final CallerIdentity identity;
  private final ArtifactStore artifacts;
  private final SecretStore secrets;
  private final StepLogs logs;
  private final ToolSettings toolSettings;
  private final PythonInterpreters interpreters;
  private final InstalledTools tools;
  private final AgentCodeChecker checker;
  private final WorkerSettings settings;
  private final WorkflowClient temporal;

  ActivityWiring(WorkerSettings settings, WorkflowClient temporal) {
    this.settings = settings;
    this.temporal = temporal;
    environment = new ChildEnvironment(marked(settings.workDirectory()));
    workplace = Workplace.open(settings.workDirectory().resolve("steps"));
    aws = new AwsClients(settings.aws().settings());
    cloud = new AwsCloudClients(aws);
    identity = new CallerIdentity(aws, clock);
    artifacts = new ArtifactStore(aws, identity);
    secrets = new SecretStore(aws);
    logs = new StepLogs(new LogStore(artifacts, clock), clock);
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
  }

  /** What answers a waiting person. */
  List<Object> check() {
    return List.of(new CodeCheckActivity(new StoredArtifacts(artifacts), checker, tools));
  }

  /** What needs the processor. */
  List<Object> build() {
    var stored = new StoredArtifacts(artifacts);
    var buildTools = new BuildTools(toolSettings, processes, environment, interpreters);
    return List.of(
        new InjectActivity(stored, checker, bundle),
        new SamBuildActivity(
            stored,
            buildTools,
            bundle,
            workplace,
            clock,
            input ->
                logs.open(
                    input.agent().region(), input.deploymentId(), Step.SAM_BUILD.wireName())));
  }

  /** What waits for AWS. */
  List<Object> cloud(TemporalAgents agents) {
    var address = new TemplateAddress(artifacts, aws.settings());
    var stacks = new WantedStacks(artifacts, adapters(), settings.aws().permissionsBoundary());
    var outputs = new StackOutputs(new LocalAddresses(settings.aws().endpoint()));
    return List.of(
        new PreflightActivity(
            tools, identity, cloud, artifacts, logs, settings.aws().permissionsBoundary() != null),
        new ReuseRevisionActivity(new StoredArtifacts(artifacts), secrets::exists),
        new PlanChangeActivity(cloud, artifacts, address, stacks, logs),
        new SamDeployActivity(cloud, stacks, logs),
        new FetchOutputsActivity(cloud, outputs),
        new SmokeTestActivity(cloud, logs),
        new UndoActivities(cloud, artifacts, secrets, address, outputs),
        new RemoveAgentActivities(
            cloud,
            new Belongings(artifacts, secrets, new TemporalStandings(temporal), clock),
            agents),
        new TemporalAgentKeeper(temporal),
        new CheckDriftActivity(agents, cloud, secrets, stacks, clock),
        new WriteAuditActivity(
            new TemporalHistories(temporal),
            new S3Records(aws, artifacts, settings.audit().retention(), clock)),
        new PruneRevisionsActivity(artifacts, secrets, cloud));
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
    aws.close();
    try {
      workplace.close();
    } catch (IOException e) {
      LOG.warn("Files left on disk by steps will be removed at the next start: {}", e.getMessage());
    }
  }
}
