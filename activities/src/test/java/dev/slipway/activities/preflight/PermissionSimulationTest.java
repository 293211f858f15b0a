package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

class PermissionSimulationTest {
  private static final String USER = "arn:aws:iam::000000000000:user/deployer";
  private static final Preflight.Input INPUT =
      new Preflight.Input(
          new DeploymentId("d-1"),
          new AgentKey("000000000000", "eu-west-1", new StackName("strands-agent-pilot")),
          new FunctionName("pilot"),
          PythonRuntime.PYTHON_3_11,
          new Preflight.Needs(true, false, false, null, false, null, null));

  private final List<String> log = new ArrayList<>();

  /** IAM with a list of what it denies. */
  private static final class Iam implements IamClient {
    private static final int PAGE = 2;

    final Set<String> denied;
    final List<SimulatePrincipalPolicyRequest> asked = new ArrayList<>();
    boolean mayAsk = true;
    boolean needsContext;

    Iam(String... denied) {
      this.denied = Set.of(denied);
    }

    @Override
    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(
        SimulatePrincipalPolicyRequest request) {
      if (!mayAsk) {
        throw IamException.builder().message("AccessDenied").statusCode(403).build();
      }
      asked.add(request);
      // IAM decides how much it answers at once.
      int from = request.marker() == null ? 0 : Integer.parseInt(request.marker());
      int to = Math.min(from + PAGE, request.actionNames().size());
      boolean more = to < request.actionNames().size();
      return SimulatePrincipalPolicyResponse.builder()
          .evaluationResults(
              request.actionNames().subList(from, to).stream().map(this::result).toList())
          .isTruncated(more)
          .marker(more ? String.valueOf(to) : null)
          .build();
    }

    private EvaluationResult result(String action) {
      var result =
          EvaluationResult.builder()
              .evalActionName(action)
              .evalDecision(
                  denied.contains(action)
                      ? PolicyEvaluationDecisionType.IMPLICIT_DENY
                      : PolicyEvaluationDecisionType.ALLOWED);
      return (needsContext ? result.missingContextValues("aws:RequestTag/team") : result).build();
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
      return GetRoleResponse.builder()
          .role(
              Role.builder().arn("arn:aws:iam::000000000000:role/ci/" + request.roleName()).build())
          .build();
    }

    @Override
    public String serviceName() {
      return "iam";
    }

    @Override
    public void close() {}
  }

  private Optional<Failure> denied(Iam iam, String caller) {
    return new PermissionSimulation(iam, log::add)
        .denied(caller, null, Permissions.of(INPUT, null, OnLambda.SURROUNDINGS));
  }

  @Test
  void everyMissingAction_isNamedAtOnceWithItsPurposeResourceAndStatement() {
    Failure failure =
        denied(new Iam("lambda:CreateFunction", "lambda:CreateAlias", "iam:PassRole"), USER)
            .orElseThrow();

    assertThat(failure.type()).isEqualTo(FailureType.ACCESS_DENIED);
    assertThat(failure.message())
        .contains("lacks 3 permissions", "lambda:CreateFunction")
        .contains("arn:aws:lambda:eu-west-1:000000000000:function:pilot");
    assertThat(failure.evidence())
        .containsExactly(
            "to create and change the function: {\"Effect\":\"Allow\",\"Action\":[\"lambda:CreateFunction\",\"lambda:CreateAlias\"],"
                + "\"Resource\":\"arn:aws:lambda:eu-west-1:000000000000:function:pilot\"}",
            "to give the agent its role: {\"Effect\":\"Allow\",\"Action\":[\"iam:PassRole\"],"
                + "\"Resource\":\"arn:aws:iam::000000000000:role/strands-agent-pilot-*\"}");
  }

  /** Every deployment reads back what is live; see LiveCheck. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lambda:GetAlias",
        "lambda:GetFunctionConfiguration",
        "lambda:GetFunctionUrlConfig",
        "lambda:GetLayerVersion"
      })
  void permissionThatOnlyTheLastCheckNeeds_isMissedBeforeAnythingIsCreated(String action) {
    Failure failure = denied(new Iam(action), USER).orElseThrow();

    assertThat(failure.message()).contains("may not " + action);
  }

  @Test
  void whoMayDoEverything_isLetThrough() {
    assertThat(denied(new Iam(), USER)).isEmpty();
    assertThat(log).last().asString().contains("0 denied");
  }

  @Test
  void sessionOfARole_isAskedForAsTheRoleWithItsPath() {
    var iam = new Iam();

    denied(iam, "arn:aws:sts::000000000000:assumed-role/deployer/session-1");

    assertThat(iam.asked)
        .extracting(SimulatePrincipalPolicyRequest::policySourceArn)
        .containsOnly("arn:aws:iam::000000000000:role/ci/deployer");
  }

  @Test
  void rootAndFederatedUsers_areNotChecked() {
    var iam = new Iam("lambda:CreateFunction");

    assertThat(denied(iam, "arn:aws:iam::000000000000:root")).isEmpty();
    assertThat(denied(iam, "arn:aws:sts::000000000000:federated-user/x")).isEmpty();
    assertThat(iam.asked).isEmpty();
    assertThat(log).allMatch(line -> line.startsWith("Permissions not checked"));
  }

  @Test
  void identityThatMayNotAsk_isNotRefusedForThat() {
    var iam = new Iam("lambda:CreateFunction");
    iam.mayAsk = false;

    assertThat(denied(iam, USER)).isEmpty();
    assertThat(log).last().asString().contains("iam:SimulatePrincipalPolicy");
  }

  @Test
  void denialThatDependsOnAnUnknownValue_isNoDenial() {
    var iam = new Iam("lambda:CreateFunction");
    iam.needsContext = true;

    assertThat(denied(iam, USER)).isEmpty();
  }

  /**
   * With a role of its own CloudFormation creates; the worker only reads, and hands the role over.
   */
  @Test
  void cloudFormationsRole_isAskedForWhatItDoes() {
    String role = "arn:aws:iam::000000000000:role/slipway-cloudformation";
    var iam = new Iam("lambda:CreateFunction");

    Failure failure =
        new PermissionSimulation(iam, log::add)
            .denied(USER, role, Permissions.of(INPUT, role, OnLambda.SURROUNDINGS))
            .orElseThrow();

    assertThat(failure.message()).startsWith("CloudFormation's role may not lambda:CreateFunction");
    assertThat(principals(iam, "lambda:CreateFunction")).containsExactly(role);
    assertThat(principals(iam, "iam:CreateRole")).containsExactly(role);
    assertThat(principals(iam, "lambda:GetFunction")).containsExactly(USER);
    assertThat(principals(iam, "cloudformation:ExecuteChangeSet")).containsExactly(USER);
    assertThat(principals(iam, "iam:PassRole")).containsExactlyInAnyOrder(USER, role);
  }

  private static List<String> principals(Iam iam, String action) {
    return iam.asked.stream()
        .filter(request -> request.actionNames().contains(action))
        .map(SimulatePrincipalPolicyRequest::policySourceArn)
        .distinct()
        .toList();
  }

  @Test
  void functionUrl_isAskedForOnlyWhereThereWillBeOne() {
    var without =
        new Preflight.Input(
            INPUT.deploymentId(),
            INPUT.agent(),
            INPUT.functionName(),
            INPUT.runtime(),
            Preflight.Needs.NONE);

    assertThat(actions(INPUT)).contains("lambda:CreateFunctionUrlConfig");
    assertThat(actions(without)).doesNotContain("lambda:CreateFunctionUrlConfig");
  }

  private static List<String> actions(Preflight.Input input) {
    return Permissions.of(input, null, OnLambda.SURROUNDINGS).stream()
        .flatMap(group -> group.actions().stream())
        .toList();
  }
}
