package dev.slipway.activities.preflight;

import dev.slipway.activities.preflight.Permissions.Actor;
import dev.slipway.activities.preflight.Permissions.Wanted;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;

/** What a deployment does with Lambda, in IAM's terms. */
final class FunctionPermissions {
  private FunctionPermissions() {}

  static List<Wanted> of(Preflight.Input input, String role) {
    AgentKey agent = input.agent();
    var partition = Permissions.partition(agent.region());
    var place = Permissions.place(agent);
    var wanted = new ArrayList<Wanted>();
    wanted.add(
        Permissions.on(
            "make a plan from the template",
            "arn:%s:cloudformation:%s:aws:transform/Serverless-2016-10-31"
                .formatted(partition, agent.region()),
            "cloudformation:CreateChangeSet"));
    String function =
        "arn:%s:lambda:%s:function:%s".formatted(partition, place, input.functionName());
    wanted.add(
        Permissions.on(
            "read back what is live",
            function,
            "lambda:GetAlias",
            "lambda:GetFunction",
            "lambda:GetFunctionConfiguration",
            "lambda:GetFunctionUrlConfig"));
    // The smoke test asks the alias, which IAM takes for a resource of its own.
    wanted.add(Permissions.on("run the smoke test", function + ":live", "lambda:InvokeFunction"));
    wanted.add(function(input, function));
    var layer =
        "arn:%s:lambda:%s:layer:%s-dependencies".formatted(partition, place, input.functionName());
    wanted.addAll(layer(layer));
    wanted.add(Permissions.passRole(role, "lambda.amazonaws.com", Actor.CLOUDFORMATION));
    wanted.addAll(onlyIfNeeded(input, partition));
    return wanted;
  }

  private static List<Wanted> layer(String arn) {
    return List.of(
        Permissions.byCloudFormation(
            "publish the dependency layer", arn, "lambda:PublishLayerVersion"),
        Permissions.byCloudFormation(
            "attach the dependency layer", arn + ":1", "lambda:GetLayerVersion"));
  }

  private static List<Wanted> onlyIfNeeded(Preflight.Input input, String partition) {
    var wanted = new ArrayList<Wanted>();
    if (input.needs().restApi()) {
      wanted.add(
          Permissions.byCloudFormation(
              "create the REST API",
              "arn:%s:apigateway:%s::/restapis".formatted(partition, input.agent().region()),
              "apigateway:POST"));
    }
    if (input.needs().vpc()) {
      wanted.add(
          Permissions.byCloudFormation(
              "attach the function to the VPC",
              "*",
              "ec2:DescribeSubnets",
              "ec2:DescribeSecurityGroups",
              "ec2:DescribeVpcs"));
    }
    return wanted;
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
}
