package dev.slipway.activities.agentcore;

import dev.slipway.activities.deploy.PlannedStacks;
import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.preflight.Surroundings;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.GoLive;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.undo.Undo;
import org.jspecify.annotations.Nullable;

/** The steps of an agent on AgentCore, each with what it shares with those on Lambda. */
public final class AgentCoreSteps {
  private final CloudClients clients;
  private final ArtifactStore artifacts;
  private final StepLogs logs;

  public AgentCoreSteps(CloudClients clients, ArtifactStore artifacts, StepLogs logs) {
    this.clients = clients;
    this.artifacts = artifacts;
    this.logs = logs;
  }

  public Surroundings surroundings() {
    return new RuntimeSurroundings(clients);
  }

  /**
   * The stacks beside runtimes.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   */
  public PlannedStacks stacks(@Nullable String boundary) {
    return new RuntimeStack(artifacts, new StackReader(clients), boundary);
  }

  /**
   * The deployment of runtimes.
   *
   * @param stacks those that were planned
   */
  public SamDeploy samDeploy(PlannedStacks stacks) {
    return new RuntimeDeployActivity(clients, stacks, logs);
  }

  public FetchOutputs fetchOutputs() {
    return new RuntimeOutputsActivity(clients);
  }

  public SmokeTest smokeTest() {
    return new RuntimeSmokeTestActivity(clients, logs);
  }

  public GoLive goLive() {
    return new GoLiveActivity(clients, logs);
  }

  /** Undoes a runtime before what there is on Lambda, too. */
  public Undo undo(Undo stacks) {
    return new RuntimeUndoActivities(stacks, clients, artifacts);
  }

  /** Removes a runtime, if there is one, before what there is on Lambda, too. */
  public RemoveAgent remove(RemoveAgent stacks) {
    return new RuntimeRemovalActivities(stacks, clients);
  }
}
