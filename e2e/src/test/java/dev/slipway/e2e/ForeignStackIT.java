package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.SharedStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploying under the name of another team's stack leaves that stack and its data unchanged. */
class ForeignStackIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String STACK = "billing";
  private static final String DATA = "what the other team keeps";
  private static final String TEMPLATE =
      """
      Resources:
        Data: {Type: AWS::SecretsManager::Secret, Properties: {Name: billing-data, SecretString: '%s'}}
      """
          .formatted(DATA);

  @BeforeEach
  void anotherTeamsStack() {
    var stacks = SHARED.world().stacks;
    stacks.createStack(request -> request.stackName(STACK).templateBody(TEMPLATE));
    stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName(STACK));
  }

  @AfterEach
  void remove() {
    SHARED.world().stacks.deleteStack(request -> request.stackName(STACK));
  }

  private static String data() {
    return SHARED
        .world()
        .secrets
        .getSecretValue(request -> request.secretId("billing-data"))
        .secretString();
  }

  private static List<String> resources() {
    return SHARED
        .world()
        .stacks
        .listStackResources(request -> request.stackName(STACK))
        .stackResourceSummaries()
        .stream()
        .map(resource -> resource.resourceType())
        .toList();
  }

  @Test
  void deployment_isRefused_andTheDataIsStillThere() {
    var deployed =
        SHARED
            .api()
            .awaitEnd(
                SHARED
                    .api()
                    .deploy("invoices", Agents.saying("hello"), Map.of("stack_name", STACK)));

    assertThat(deployed.path("status").asText()).isEqualTo("failed");
    assertThat(deployed.path("failure").path("type").asText()).isEqualTo("ForeignStack");
    assertThat(deployed.path("failure").path("evidence").toString())
        .contains("slipway:agent=" + STACK);
    assertThat(data()).isEqualTo(DATA);
    assertThat(resources()).containsExactly("AWS::SecretsManager::Secret");
  }
}
