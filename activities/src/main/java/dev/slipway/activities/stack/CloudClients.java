package dev.slipway.activities.stack;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The AWS services that the activities use, in a region. */
public interface CloudClients {
  CloudFormationClient cloudFormation(String region);

  LambdaClient lambda(String region);

  /** For invocations: waits as long as a function may run and never retries. */
  LambdaClient patientLambda(String region);

  /** AgentCore's runtimes, versions and endpoints. */
  BedrockAgentCoreControlClient agentCore(String region);

  /** For calls of agents on AgentCore: waits as long as one may take and never retries. */
  BedrockAgentCoreClient patientAgentCore(String region);

  CloudWatchLogsClient logs(String region);

  IamClient iam(String region);

  /** Bedrock's catalog and access to models; agents call models elsewhere. */
  BedrockClient bedrock(String region);

  /** ARN of the role that CloudFormation acts with; null if it acts with the worker's rights. */
  @Nullable String stackRole();

  /** Whether an emulator stands in for AWS. */
  boolean emulated();
}
