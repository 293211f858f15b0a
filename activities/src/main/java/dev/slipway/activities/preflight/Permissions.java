package dev.slipway.activities.preflight;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment does, in IAM's terms: docs/iam/worker.json and cloudformation.json.
 *
 * <p>Only what IAM evaluates with one form of the resource. Log groups are left out: some policies
 * name them with {@code :*} at the end, and refusing what AWS would allow is worse than finding out
 * late.
 */
final class Permissions {
  private static final String PASS_ROLE = "iam:PassRole";

  private Permissions() {}

  /** Whose rights a call is made with. */
  enum Actor {
    WORKER,
    /** The worker's as well, unless CloudFormation has a role of its own. */
    CLOUDFORMATION,
    AGENT
  }

  /**
   * Some actions on one resource.
   *
   * @param service the service a role is passed to; empty for none
   * @param purpose what can't be done without them
   */
  record Wanted(
      String purpose, String resource, List<String> actions, String service, Actor actor) {}

  /**
   * What this deployment needs.
   *
   * @param stackRole the role that CloudFormation acts with; absent if it has none
   */
  static List<Wanted> of(Preflight.Input input, @Nullable String stackRole) {
    AgentKey agent = input.agent();
    var partition = partition(agent.region());
    var place = "%s:%s".formatted(agent.region(), agent.account());
    var role = "arn:%s:iam::%s:role/%s-*".formatted(partition, agent.account(), agent.stackName());
    var wanted = new ArrayList<Wanted>();
    wanted.add(
        stack(
            "arn:%s:cloudformation:%s:stack/%s/*".formatted(partition, place, agent.stackName())));
    wanted.add(
        on(
            "make a plan from the template",
            "arn:%s:cloudformation:%s:aws:transform/Serverless-2016-10-31"
                .formatted(partition, agent.region()),
            "cloudformation:CreateChangeSet"));
    if (stackRole != null) {
      wanted.add(
          new Wanted(
              "let CloudFormation act with its role",
              stackRole,
              List.of(PASS_ROLE),
              "cloudformation.amazonaws.com",
              Actor.WORKER));
    }
    String function =
        "arn:%s:lambda:%s:function:%s".formatted(partition, place, input.functionName());
    wanted.add(
        on(
            "read back what is live",
            function,
            "lambda:GetAlias",
            "lambda:GetFunction",
            "lambda:GetFunctionConfiguration",
            "lambda:GetFunctionUrlConfig"));
    // The smoke test asks the alias, which IAM takes for a resource of its own.
    wanted.add(on("run the smoke test", function + ":live", "lambda:InvokeFunction"));
    wanted.add(function(input, function));
    var layer =
        "arn:%s:lambda:%s:layer:%s-dependencies".formatted(partition, place, input.functionName());
    wanted.addAll(layer(layer));
    wanted.addAll(
        input.needs().role() == null ? role(role) : List.of(passRole(input.needs().role().arn())));
    wanted.addAll(onlyIfNeeded(input, partition));
    return wanted;
  }

  private static List<Wanted> layer(String arn) {
    return List.of(
        byCloudFormation("publish the dependency layer", arn, "lambda:PublishLayerVersion"),
        byCloudFormation("attach the dependency layer", arn + ":1", "lambda:GetLayerVersion"));
  }

  private static List<Wanted> role(String arn) {
    return List.of(
        byCloudFormation(
            "create the agent's role and its rights",
            arn,
            "iam:CreateRole",
            "iam:GetRole",
            "iam:PutRolePolicy",
            "iam:DeleteRolePolicy",
            "iam:DeleteRole"),
        passRole(arn));
  }

  private static Wanted passRole(String arn) {
    return new Wanted(
        "give the function its role",
        arn,
        List.of(PASS_ROLE),
        "lambda.amazonaws.com",
        Actor.CLOUDFORMATION);
  }

  private static List<Wanted> onlyIfNeeded(Preflight.Input input, String partition) {
    var wanted = new ArrayList<Wanted>();
    if (input.needs().restApi()) {
      wanted.add(
          byCloudFormation(
              "create the REST API",
              "arn:%s:apigateway:%s::/restapis".formatted(partition, input.agent().region()),
              "apigateway:POST"));
    }
    if (input.needs().vpc()) {
      wanted.add(
          byCloudFormation(
              "attach the function to the VPC",
              "*",
              "ec2:DescribeSubnets",
              "ec2:DescribeSecurityGroups",
              "ec2:DescribeVpcs"));
    }
    return wanted;
  }

  private static Wanted stack(String arn) {
    return on(
        "make, follow and remove the stack",
        arn,
        "cloudformation:CreateChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
        "cloudformation:ListStackResources",
        "cloudformation:GetTemplate",
        "cloudformation:DeleteStack");
  }

  private static Wanted function(Preflight.Input input, String arn) {
    var actions =
        new ArrayList<>(
            List.of(
                "lambda:CreateFunction",
                "lambda:UpdateFunctionCode",
                "lambda:UpdateFunctionConfiguration",
                "lambda:PublishVersion",
                "lambda:CreateAlias",
                "lambda:UpdateAlias",
                "lambda:DeleteFunction"));
    if (input.needs().functionUrl()) {
      actions.addAll(List.of("lambda:CreateFunctionUrlConfig", "lambda:AddPermission"));
    }
    if (input.needs().reservedConcurrency() != null) {
      actions.add("lambda:PutFunctionConcurrency");
    }
    return new Wanted(
        "create and change the function", arn, List.copyOf(actions), "", Actor.CLOUDFORMATION);
  }

  private static Wanted on(String purpose, String resource, String... actions) {
    return new Wanted(purpose, resource, List.of(actions), "", Actor.WORKER);
  }

  private static Wanted byCloudFormation(String purpose, String resource, String... actions) {
    return new Wanted(purpose, resource, List.of(actions), "", Actor.CLOUDFORMATION);
  }

  static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
