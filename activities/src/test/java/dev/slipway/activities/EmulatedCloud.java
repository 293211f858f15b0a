package dev.slipway.activities;

import dev.slipway.activities.deploy.AdapterLayers;
import dev.slipway.activities.deploy.PlanChangeActivity;
import dev.slipway.activities.deploy.SamDeployActivity;
import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.deploy.WantedStacks;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.outputs.FetchOutputsActivity;
import dev.slipway.activities.outputs.LocalAddresses;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.preflight.LambdaSurroundings;
import dev.slipway.activities.preflight.PreflightActivity;
import dev.slipway.activities.remove.Belongings;
import dev.slipway.activities.remove.RemoveAgentActivities;
import dev.slipway.activities.smoke.SmokeTestActivity;
import dev.slipway.activities.stack.AwsCloudClients;
import dev.slipway.activities.undo.UndoActivities;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.drift.DriftSchedules;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.ownership.Standings;
import dev.slipway.workflows.ownership.Standings.Standing;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Every activity on a real emulator, under names of its own. */
public final class EmulatedCloud implements AutoCloseable {
  /** A resource that never gets its signal: fails the operation after one second. */
  public static final String FAILING =
      """
        Handle: {Type: AWS::CloudFormation::WaitConditionHandle}
        Wait:
          Type: AWS::CloudFormation::WaitCondition
          DependsOn: AgentFunction
          Properties: {Handle: {Ref: Handle}, Timeout: '1', Count: 1}
      """;

  private static final String REGION = "us-east-1";

  private final EmulatedAccount account = EmulatedAccount.open();
  public final AwsClients aws = account.aws();
  public final AwsCloudClients clients;
  public final ArtifactStore artifacts;
  public final SecretStore secrets;
  public final LogStore logStore;
  public final PreflightActivity preflight;
  public final WantedStacks stacks;
  public final PlanChangeActivity planChange;
  public final SamDeployActivity samDeploy;
  public final FetchOutputsActivity fetchOutputs;
  public final SmokeTestActivity smokeTest;
  public final UndoActivities undo;
  public final RemoveAgentActivities remove;

  public EmulatedCloud() {
    var identity = account.identity();
    var settings = aws.settings();
    clients = new AwsCloudClients(aws);
    artifacts = account.artifacts();
    secrets = account.secrets();
    logStore = new LogStore(artifacts, Clock.systemUTC());
    var logs = new StepLogs(logStore, Clock.systemUTC());
    var address = new TemplateAddress(artifacts, settings);
    preflight =
        new PreflightActivity(
            () -> List.of(new CodeCheck.ToolStatus("sam", true, "1.170.0")),
            identity,
            clients,
            artifacts,
            logs,
            new LambdaSurroundings(clients),
            null);
    stacks = new WantedStacks(artifacts, AdapterLayers.NONE, null);
    planChange = new PlanChangeActivity(clients, artifacts, address, stacks::planned, logs);
    samDeploy = new SamDeployActivity(clients, stacks, logs);
    var outputs = new StackOutputs(new LocalAddresses(settings.endpoint()));
    fetchOutputs = new FetchOutputsActivity(clients, outputs);
    smokeTest = new SmokeTestActivity(clients, logs);
    undo = new UndoActivities(clients, artifacts, secrets, address, outputs);
    remove = removeWith(id -> Standing.CLOSED, Clock.systemUTC());
  }

  /** The same, when Temporal knows this much about the deployments. */
  public RemoveAgentActivities removeWith(Standings standings, Clock clock) {
    return new RemoveAgentActivities(
        clients, new Belongings(artifacts, secrets, standings, clock), DriftSchedules.NONE);
  }

  /** An agent that no one else has. */
  public static AgentKey agent() {
    var suffix = UUID.randomUUID().toString().substring(0, 8);
    return new AgentKey(EmulatedAccount.ID, REGION, new StackName("cl-" + suffix));
  }

  public static DeploymentId deployment() {
    return new DeploymentId("cl-" + UUID.randomUUID().toString().substring(0, 8));
  }

  /** A package whose function answers with the given expression. */
  public SamBuild.Built built(
      AgentKey agent, DeploymentId deployment, String answer, String extraResources) {
    var code =
        put(
            agent,
            deployment,
            "code.zip",
            zip("import json\n\ndef handler(event, context):\n    return " + answer + "\n"));
    var template =
        resource("/emulator/template.yaml")
            .replace("CODE_URI", code.uri())
            .replace("EXTRA", extraResources);
    var packaged =
        put(agent, deployment, "template.yaml", template.getBytes(StandardCharsets.UTF_8));
    return new SamBuild.Built(packaged, code, code, false, code, 1);
  }

  private ArtifactRef put(AgentKey agent, DeploymentId deployment, String name, byte[] bytes) {
    var key = ArtifactKeys.deployed(agent.stackName(), deployment, name, Sha256.of(bytes));
    return artifacts.put(agent.region(), key, bytes);
  }

  /** A frozen source of one file. */
  public ArtifactRef source(AgentKey agent, DeploymentId deployment, String code) {
    return put(agent, deployment, "source.zip", zip(code));
  }

  /** The same bytes for the same source, as the product's own packages are. */
  private static byte[] zip(String source) {
    try {
      return Zip.of(new TreeMap<>(Map.of("index.py", source.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String resource(String name) {
    try (var in = EmulatedCloud.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    clients.close();
    account.close();
  }
}
