package dev.slipway.activities.stack;

import dev.slipway.storage.aws.AwsClients;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;
import software.amazon.awssdk.services.bedrockagentcorecontrol.BedrockAgentCoreControlClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The services, reached as the settings say. */
public final class AwsCloudClients implements CloudClients, AutoCloseable {
  /** Lambda's own limit is 15 min; one more lets it report its timeout itself. */
  private static final Duration MAX_INVOCATION = Duration.ofMinutes(16);

  private final AwsClients clients;
  private final AwsClients patient;

  public AwsCloudClients(AwsClients clients) {
    this.clients = clients;
    this.patient = clients.with(clients.settings().patient(MAX_INVOCATION));
  }

  @Override
  public CloudFormationClient cloudFormation(String region) {
    return clients.client(CloudFormationClient.class, region, CloudFormationClient::builder);
  }

  @Override
  public LambdaClient lambda(String region) {
    return clients.client(LambdaClient.class, region, LambdaClient::builder);
  }

  @Override
  public LambdaClient patientLambda(String region) {
    return patient.client(LambdaClient.class, region, LambdaClient::builder);
  }

  @Override
  public BedrockAgentCoreControlClient agentCore(String region) {
    return clients.client(
        BedrockAgentCoreControlClient.class, region, BedrockAgentCoreControlClient::builder);
  }

  @Override
  public BedrockAgentCoreClient patientAgentCore(String region) {
    return patient.client(BedrockAgentCoreClient.class, region, BedrockAgentCoreClient::builder);
  }

  @Override
  public CloudWatchLogsClient logs(String region) {
    return clients.client(CloudWatchLogsClient.class, region, CloudWatchLogsClient::builder);
  }

  @Override
  public IamClient iam(String region) {
    return clients.client(IamClient.class, region, IamClient::builder);
  }

  @Override
  public BedrockClient bedrock(String region) {
    return clients.client(BedrockClient.class, region, BedrockClient::builder);
  }

  @Override
  public @Nullable String stackRole() {
    return clients.settings().stackRole();
  }

  @Override
  public boolean emulated() {
    return clients.settings().emulated();
  }

  @Override
  public void close() {
    patient.close();
  }
}
