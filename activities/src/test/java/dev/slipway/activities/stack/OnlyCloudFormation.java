package dev.slipway.activities.stack;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** An account in which nothing but CloudFormation may be asked. */
public record OnlyCloudFormation(CloudFormationClient cloudFormation) implements CloudClients {
  @Override
  public CloudFormationClient cloudFormation(String region) {
    return cloudFormation;
  }

  @Override
  public LambdaClient lambda(String region) {
    throw new AssertionError("Lambda was asked");
  }

  @Override
  public LambdaClient patientLambda(String region) {
    throw new AssertionError("Lambda was asked");
  }

  @Override
  public CloudWatchLogsClient logs(String region) {
    throw new AssertionError("the logs were asked");
  }

  @Override
  public IamClient iam(String region) {
    throw new AssertionError("IAM was asked");
  }

  @Override
  public BedrockAgentCoreControlClient agentCore(String region) {
    throw new AssertionError("AgentCore was asked");
  }

  @Override
  public BedrockAgentCoreClient patientAgentCore(String region) {
    throw new AssertionError("AgentCore was asked");
  }

  @Override
  public BedrockClient bedrock(String region) {
    throw new AssertionError("Bedrock was asked");
  }

  @Override
  public @Nullable String stackRole() {
    return null;
  }

  @Override
  public boolean emulated() {
    return true;
  }
}
