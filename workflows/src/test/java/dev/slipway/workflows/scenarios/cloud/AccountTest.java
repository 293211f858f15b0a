package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.Shipment;
import java.util.Map;

/** The account that scenarios run in. */
class AccountTest extends CloudContract {
  private final Accounts accounts = new Accounts();
  private final Account account = accounts.of(agent);
  private final StepActivities steps = new StepActivities(accounts);

  @Override
  protected Activities activities() {
    return new Activities(
        steps,
        steps,
        steps,
        steps,
        steps,
        new UndoActivities(accounts),
        new AgentActivities(accounts));
  }

  @Override
  protected SamBuild.Built saying(DeploymentId id, String word) {
    ArtifactRef layer = account.bucket().put("layers/layer", "layer");
    return steps.pack(account, agent, id, word, layer);
  }

  @Override
  protected Shipment breaking(DeploymentId id) {
    return shipment(saying(id, "breaks"), 256, Map.of("MODE", "breaks"));
  }

  @Override
  protected boolean exists() {
    return account.stacks().containsKey(agent.stackName());
  }
}
