package dev.slipway.starter.live;

import dev.slipway.starter.storage.StarterAws;
import dev.slipway.workflows.model.AgentKey;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Where the live agents' logs are. */
@Component
final class AgentLogs {
  private final StarterAws aws;

  AgentLogs(StarterAws aws) {
    this.aws = aws;
  }

  LogPages of(AgentKey agent, String group) {
    return new CloudWatchPages(
        aws.clients(agent)
            .client(CloudWatchLogsClient.class, agent.region(), CloudWatchLogsClient::builder),
        group);
  }
}
