package dev.slipway.activities.preflight;

import dev.slipway.activities.bedrock.ModelName;
import dev.slipway.activities.preflight.Permissions.Actor;
import dev.slipway.activities.preflight.Permissions.Wanted;
import dev.slipway.api.Target;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;

/** What a role that a request gives to its agent must allow; a role of ours has it anyway. */
final class AgentNeeds {
  private AgentNeeds() {}

  /**
   * What it must allow.
   *
   * @param bucket where it keeps its conversations if it does
   * @param logGroup where it writes its log
   */
  static List<Wanted> of(
      Preflight.Input input, Preflight.GivenRole role, String bucket, String logGroup) {
    var agent = input.agent();
    var partition = Permissions.partition(agent.region());
    var place = "%s:%s".formatted(agent.region(), agent.account());
    var wanted = new ArrayList<Wanted>();
    wanted.add(
        toAgent(
            "write its log",
            "arn:%s:logs:%s:log-group:%s:log-stream:any".formatted(partition, place, logGroup),
            "logs:CreateLogStream",
            "logs:PutLogEvents"));
    for (String model : input.models()) {
      wanted.add(
          toAgent(
              "call its model",
              arn(model, partition, agent.region(), agent.account()),
              "bedrock:InvokeModel",
              "bedrock:InvokeModelWithResponseStream"));
    }
    if (role.secret() != null) {
      wanted.add(toAgent("read its keys", role.secret(), "secretsmanager:GetSecretValue"));
    }
    if (role.sessions()) {
      var folder = ArtifactKeys.sessions(agent.stackName());
      wanted.add(
          toAgent(
              "keep its conversations",
              "arn:%s:s3:::%s/%s/any".formatted(partition, bucket, folder),
              "s3:GetObject",
              "s3:PutObject"));
    }
    if (input.needs().vpc() && input.target() != Target.AGENTCORE) {
      wanted.add(
          toAgent(
              "attach the function to the VPC",
              "*",
              "ec2:CreateNetworkInterface",
              "ec2:DescribeNetworkInterfaces",
              "ec2:DescribeSubnets",
              "ec2:DeleteNetworkInterface",
              "ec2:AssignPrivateIpAddresses",
              "ec2:UnassignPrivateIpAddresses"));
    }
    if (role.tracing()) {
      wanted.add(toAgent("write traces", "*", "xray:PutTraceSegments", "xray:PutTelemetryRecords"));
    }
    return wanted;
  }

  private static String arn(String model, String partition, String region, String account) {
    var name = new ModelName(model);
    if (name.isArn()) {
      return model;
    }
    return name.isProfile()
        ? "arn:%s:bedrock:%s:%s:inference-profile/%s".formatted(partition, region, account, model)
        : "arn:%s:bedrock:%s::foundation-model/%s".formatted(partition, region, model);
  }

  private static Wanted toAgent(String purpose, String resource, String... actions) {
    return new Wanted(purpose, resource, List.of(actions), "", Actor.AGENT);
  }
}
