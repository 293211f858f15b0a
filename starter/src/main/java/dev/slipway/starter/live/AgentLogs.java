package dev.slipway.starter.live;

import dev.slipway.starter.storage.StarterAws;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Where the live agents' logs are. */
@Component
final class AgentLogs {
  private final StarterAws aws;

  AgentLogs(StarterAws aws) {
    this.aws = aws;
  }

  LogPages of(String region, String group) {
    return new CloudWatchPages(
        aws.clients().client(CloudWatchLogsClient.class, region, CloudWatchLogsClient::builder),
        group);
  }
}
