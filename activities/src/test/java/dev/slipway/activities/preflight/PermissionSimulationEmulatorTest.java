package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.EmulatedCloud;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.steps.Preflight;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** With the policies that an IAM user of a running emulator has. */
@OnEmulator
class PermissionSimulationEmulatorTest {
  private final EmulatedCloud cloud = new EmulatedCloud();
  private final IamClient iam = cloud.clients.iam("us-east-1");
  private final String user = "deployer-" + UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void removeUser() {
    iam.deleteUserPolicy(request -> request.userName(user).policyName("own"));
    iam.deleteUser(request -> request.userName(user));
    cloud.close();
  }

  private Optional<Failure> denied(String deny) {
    String arn = iam.createUser(request -> request.userName(user)).user().arn();
    iam.putUserPolicy(
        request ->
            request
                .userName(user)
                .policyName("own")
                .policyDocument(
                    """
                    {"Version": "2012-10-17", "Statement": [
                      {"Effect": "Allow", "Action": "*", "Resource": "*"},
                      {"Effect": "Deny", "Action": %s, "Resource": "*"}]}
                    """
                        .formatted(deny)));
    var input =
        new Preflight.Input(
            EmulatedCloud.deployment(),
            EmulatedCloud.agent(),
            new FunctionName("pilot"),
            PythonRuntime.PYTHON_3_11,
            new Preflight.Needs(true, false, false, null, false, null, null));
    return new PermissionSimulation(iam, line -> {})
        .denied(arn, null, Permissions.of(input, null, OnLambda.SURROUNDINGS));
  }

  @Test
  void whatThePolicyDenies_isNamedWithItsResource() {
    Failure failure = denied("[\"lambda:CreateFunction\", \"iam:PassRole\"]").orElseThrow();

    assertThat(failure.message()).contains("lacks 2 permissions", "lambda:CreateFunction");
    assertThat(failure.evidence())
        .hasSize(2)
        .anyMatch(line -> line.contains("function:pilot"))
        .anyMatch(line -> line.contains("iam:PassRole"));
  }

  @Test
  void whatNoDeploymentNeeds_mayBeDenied() {
    assertThat(denied("[\"ec2:RunInstances\"]")).isEmpty();
  }
}
