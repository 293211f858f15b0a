package dev.slipway.activities;

import dev.slipway.api.DeploymentId;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.scenarios.cloud.CloudContract;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.Shipment;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The product's own activities, which the scenarios imitate, on a running emulator. */
@OnEmulator
class CloudEmulatorTest extends CloudContract {
  private static EmulatedCloud cloud;

  @BeforeAll
  static void open() {
    cloud = new EmulatedCloud();
  }

  @AfterAll
  static void close() {
    cloud.close();
  }

  @Override
  protected Activities activities() {
    return new Activities(
        cloud.preflight,
        cloud.planChange,
        cloud.samDeploy,
        cloud.fetchOutputs,
        cloud.smokeTest,
        cloud.undo,
        cloud.remove);
  }

  @Override
  protected SamBuild.Built saying(DeploymentId id, String word) {
    return cloud.built(agent, id, answering(word), "");
  }

  @Override
  protected Shipment breaking(DeploymentId id) {
    return shipment(
        cloud.built(agent, id, answering("never"), EmulatedCloud.FAILING), 256, Map.of());
  }

  private static String answering(String word) {
    return "{'statusCode': 200, 'body': json.dumps({'response': '%s'})}".formatted(word);
  }

  @Override
  protected boolean exists() {
    var input = new RemoveAgent.Input(EmulatedCloud.deployment(), agent);
    return cloud.remove.listResources(input).stream()
        .anyMatch(entry -> entry.resource().equals("stack"));
  }
}
