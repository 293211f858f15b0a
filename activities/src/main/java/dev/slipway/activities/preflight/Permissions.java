package dev.slipway.activities.preflight;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment does, in IAM's terms: the worker's part of the table in
 * docs/guides/operating.md.
 *
 * <p>Only what IAM evaluates with one form of the resource. Log groups are left out: some policies
 * name them with {@code :*} at the end, and refusing what AWS would allow is worse than finding out
 * late.
 */
final class Permissions {
  private static final String PASS_ROLE = "iam:PassRole";

  private Permissions() {}

  /**
   * Some actions on one resource.
   *
   * @param service the service a role is passed to; empty for none
   */
  record Wanted(String resource, List<String> actions, String service) {}

  static List<Wanted> of(Preflight.Input input) {
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
            "arn:%s:cloudformation:%s:aws:transform/Serverless-2016-10-31"
                .formatted(partition, agent.region()),
            "cloudformation:CreateChangeSet"));
    wanted.add(
        function(
            input,
            "arn:%s:lambda:%s:function:%s".formatted(partition, place, input.functionName())));
    wanted.add(
        on(
            "arn:%s:lambda:%s:layer:%s-dependencies"
                .formatted(partition, place, input.functionName()),
            "lambda:PublishLayerVersion"));
    wanted.add(
        on(
            "arn:%s:lambda:%s:layer:%s-dependencies:1"
                .formatted(partition, place, input.functionName()),
            "lambda:GetLayerVersion"));
    wanted.add(
        on(
            role,
            "iam:CreateRole",
            "iam:GetRole",
            "iam:PutRolePolicy",
            "iam:DeleteRolePolicy",
            "iam:DeleteRole"));
    wanted.add(new Wanted(role, List.of(PASS_ROLE), "lambda.amazonaws.com"));
    if (input.needs().restApi()) {
      wanted.add(
          on(
              "arn:%s:apigateway:%s::/restapis".formatted(partition, agent.region()),
              "apigateway:POST"));
    }
    if (input.needs().vpc()) {
      wanted.add(on("*", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs"));
    }
    return wanted;
  }

  private static Wanted stack(String arn) {
    return on(
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
                "lambda:GetAlias",
                "lambda:GetFunction",
                "lambda:GetFunctionConfiguration",
                "lambda:GetFunctionUrlConfig",
                "lambda:UpdateFunctionCode",
                "lambda:UpdateFunctionConfiguration",
                "lambda:PublishVersion",
                "lambda:CreateAlias",
                "lambda:UpdateAlias",
                "lambda:InvokeFunction",
                "lambda:DeleteFunction"));
    if (input.needs().functionUrl()) {
      actions.addAll(List.of("lambda:CreateFunctionUrlConfig", "lambda:AddPermission"));
    }
    if (input.needs().reservedConcurrency() != null) {
      actions.add("lambda:PutFunctionConcurrency");
    }
    return new Wanted(arn, List.copyOf(actions), "");
  }

  private static Wanted on(String resource, String... actions) {
    return new Wanted(resource, List.of(actions), "");
  }

  private static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
