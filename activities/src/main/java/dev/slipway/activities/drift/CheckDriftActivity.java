package dev.slipway.activities.drift;

import dev.slipway.activities.agentcore.RuntimeDrift;
import dev.slipway.activities.deploy.WantedStack;
import dev.slipway.activities.deploy.WantedStacks;
import dev.slipway.activities.live.Findings;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.drift.CheckDrift;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.turn.Revision;
import java.time.Clock;

/** Checks everything that makes a live agent what it is. */
public final class CheckDriftActivity implements CheckDrift {
  private final LiveAgents agents;
  private final SecretStore secrets;
  private final Clock clock;
  private final StackReader reader;
  private final StackDrift stackDrift;
  private final FunctionDrift functionDrift;
  private final RuntimeDrift runtimeDrift;
  private final WantedStacks stacks;

  public CheckDriftActivity(
      LiveAgents agents,
      CloudClients clients,
      SecretStore secrets,
      WantedStacks stacks,
      Clock clock) {
    this.agents = agents;
    this.secrets = secrets;
    this.stacks = stacks;
    this.clock = clock;
    this.reader = new StackReader(clients);
    this.stackDrift = new StackDrift(clients);
    this.functionDrift = new FunctionDrift(clients);
    this.runtimeDrift = new RuntimeDrift(clients);
  }

  @Override
  public DriftReport checkDrift(AgentKey agent) {
    var findings = new Findings();
    var state = agents.find(agent);
    var live = state.flatMap(AgentState::live);
    if (live.isEmpty()) {
      findings.note("No revision of this agent is live.");
      return DriftReport.of(clock.instant(), null, findings.all(), findings.notes());
    }
    if (state.get().running() != null) {
      findings.note(
          "Deployment %s is in progress; check again when it has ended."
              .formatted(state.get().running()));
    } else {
      look(agent, live.get(), findings);
    }
    return DriftReport.of(clock.instant(), live.get().number(), findings.all(), findings.notes());
  }

  private void look(AgentKey agent, Revision live, Findings findings) {
    var region = agent.region();
    var stack = reader.find(region, agent.stackName().value());
    if (stack.isEmpty()) {
      findings.add("stack " + agent.stackName(), "present", "missing");
      return;
    }
    if (Condition.of(stack.get().stackStatus()) != Condition.HEALTHY) {
      findings.add("stack " + agent.stackName(), "at rest", stack.get().stackStatusAsString());
    }
    switch (live.outputs()) {
      case FunctionOutputs function ->
          functionDrift.look(region, function, wanted(agent, live), findings);
      case RuntimeOutputs runtime -> runtimeDrift.look(region, runtime, findings);
    }
    if (live.secret() != null) {
      secret(region, live.secret(), findings);
    }
    stackDrift.look(region, stack.get().stackId(), findings);
  }

  private WantedStack wanted(AgentKey agent, Revision live) {
    var shipment = Shipment.of(live.spec(), live.bundle(), live.built(), live.secret());
    return stacks.of(agent, live.deploymentId(), shipment);
  }

  private void secret(String region, SecretRef secret, Findings findings) {
    var current = secrets.currentVersion(region, secret.arn());
    if (current.isEmpty()) {
      findings.add("secret " + secret.arn(), "present", "missing");
    } else {
      findings.compare("current version of the secret", secret.versionId(), current.get());
    }
  }
}
