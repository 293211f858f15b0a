package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.api.Target;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

class ExecutionRoleTest {
  private static final String ARN = "arn:aws:iam::000000000000:role/agents/pilot";
  private static final String BOUNDARY = "arn:aws:iam::000000000000:policy/agents";
  private static final String TRUSTING =
      "{'Statement': {'Effect': 'Allow', 'Action': ['sts:AssumeRole'],"
          + " 'Principal': {'Service': ['edgelambda.amazonaws.com', 'lambda.amazonaws.com']}}}";

  /** IAM with one role, as the API writes it. */
  private record Iam(String arn, String trust, @Nullable String boundary, List<Tag> tags)
      implements IamClient {
    Iam(String arn, String trust, @Nullable String boundary) {
      this(arn, trust, boundary, List.of());
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
      if (!arn.endsWith("/" + request.roleName())) {
        throw NoSuchEntityException.builder().message("no such role").build();
      }
      var role =
          Role.builder()
              .arn(arn)
              .tags(tags)
              .assumeRolePolicyDocument(
                  URLEncoder.encode(trust.replace('\'', '"'), StandardCharsets.UTF_8));
      if (boundary != null) {
        role.permissionsBoundary(
            AttachedPermissionsBoundary.builder().permissionsBoundaryArn(boundary).build());
      }
      return GetRoleResponse.builder().role(role.build()).build();
    }

    @Override
    public String serviceName() {
      return "iam";
    }

    @Override
    public void close() {}
  }

  private static Optional<Failure> objection(Iam iam) {
    return new ExecutionRole(iam, BOUNDARY, "lambda.amazonaws.com", "strands-agent-pilot")
        .objection(ARN);
  }

  @Test
  void roleThatLambdaCanTake_isFine() {
    assertThat(objection(new Iam(ARN, TRUSTING, BOUNDARY))).isEmpty();
  }

  /** Whoever ran with it would have that agent's rights and keys. */
  @Test
  void roleOfAnotherAgent_isRefused() {
    Tag own = Tag.builder().key("slipway:agent").value("strands-agent-pilot").build();
    Tag others = Tag.builder().key("slipway:agent").value("strands-agent-payroll").build();

    assertThat(objection(new Iam(ARN, TRUSTING, BOUNDARY, List.of(own)))).isEmpty();
    assertThat(
            objection(new Iam(ARN, TRUSTING, BOUNDARY, List.of(others))).orElseThrow().evidence())
        .containsExactly(
            "tag slipway:agent: strands-agent-payroll (expected: strands-agent-pilot, or none)");
  }

  @Test
  void boundary_isRequiredOnlyWhereTheServerHasOne() {
    var free = new Iam(ARN, TRUSTING, null);

    assertThat(objection(free).orElseThrow().evidence())
        .containsExactly("permissions boundary: none (expected: %s)".formatted(BOUNDARY));
    assertThat(
            new ExecutionRole(free, null, "lambda.amazonaws.com", "strands-agent-pilot")
                .objection(ARN))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Statement': [{'Effect': 'Deny', 'Action': 'sts:AssumeRole', 'Principal': {'Service': 'lambda.amazonaws.com'}}]}",
        "{'Statement': [{'Effect': 'Allow', 'Action': 'sts:TagSession', 'Principal': {'Service': 'lambda.amazonaws.com'}}]}",
        "{'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service': 'ecs-tasks.amazonaws.com'}}]}",
        "{'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'AWS': 'lambda.amazonaws.com'}}]}",
        "{not json"
      })
  void roleThatLambdaMayNotTake_isNamedWithItsTrust(String trust) {
    Failure failure = objection(new Iam(ARN, trust, BOUNDARY)).orElseThrow();

    assertThat(failure.type()).isEqualTo(FailureType.ROLE_UNUSABLE);
    assertThat(failure.evidence())
        .singleElement()
        .asString()
        .startsWith("trust policy: ")
        .contains(trust.replace('\'', '"').substring(0, 9));
  }

  @Test
  void roleThatIsNotThere_isNamed() {
    var other = new Iam("arn:aws:iam::000000000000:role/other", TRUSTING, BOUNDARY);

    assertThat(objection(other).orElseThrow().message()).contains("no role " + ARN);
  }

  @Test
  void roleWithThatNameOnAnotherPath_isAnotherRole() {
    var elsewhere = new Iam("arn:aws:iam::000000000000:role/admins/pilot", TRUSTING, BOUNDARY);

    assertThat(objection(elsewhere).orElseThrow().evidence())
        .singleElement()
        .asString()
        .startsWith("ARN: arn:aws:iam::000000000000:role/admins/pilot");
  }

  @Test
  void agentsNeeds_areItsLogModelsKeysAndWhatTheRequestAsksFor() {
    var role =
        new Preflight.GivenRole(ARN, "arn:aws:secretsmanager:eu-west-1:0:secret:a", true, true);
    var input =
        new Preflight.Input(
            new DeploymentId("d-1"),
            new AgentKey("000000000000", "eu-west-1", new StackName("strands-agent-pilot")),
            new FunctionName("pilot"),
            PythonRuntime.PYTHON_3_11,
            new Preflight.Needs(false, false, true, null, false, role, Target.LAMBDA),
            null,
            List.of("eu.amazon.nova-lite-v1:0", "amazon.nova-pro-v1:0"));

    assertThat(AgentNeeds.of(input, role, "slipway", "/aws/lambda/pilot"))
        .extracting(Permissions.Wanted::resource)
        .containsExactly(
            "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/pilot:log-stream:any",
            "arn:aws:bedrock:eu-west-1:000000000000:inference-profile/eu.amazon.nova-lite-v1:0",
            "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-pro-v1:0",
            "arn:aws:secretsmanager:eu-west-1:0:secret:a",
            "arn:aws:s3:::slipway/sessions/strands-agent-pilot/any",
            "*",
            "*");
    assertThat(Permissions.of(input, null, OnLambda.SURROUNDINGS))
        .filteredOn(wanted -> wanted.actions().contains("iam:PassRole"))
        .extracting(Permissions.Wanted::resource)
        .containsExactly(ARN);
    assertThat(Permissions.of(input, null, OnLambda.SURROUNDINGS))
        .flatExtracting(Permissions.Wanted::actions)
        .doesNotContain("iam:CreateRole");
  }
}
