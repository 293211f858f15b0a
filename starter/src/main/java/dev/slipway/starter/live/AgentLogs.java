package dev.slipway.starter.live;

import dev.slipway.starter.storage.StarterAws;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What the live agent wrote to CloudWatch Logs. */
@Component
final class AgentLogs {
  private static final int PAGE = 500;

  private final StarterAws aws;

  AgentLogs(StarterAws aws) {
    this.aws = aws;
  }

  /** One line of the function's log. */
  record Line(Instant time, String stream, String line) {}

  /** Lines, and the way to the next ones; no way means that this was all for now. */
  record Page(List<Line> lines, @Nullable String next) {}

  Page read(String region, String logGroup, Instant since, @Nullable String token) {
    try {
      var answer =
          aws.clients()
              .client(CloudWatchLogsClient.class, region, CloudWatchLogsClient::builder)
              .filterLogEvents(
                  request ->
                      request
                          .logGroupName(logGroup)
                          .startTime(since.toEpochMilli())
                          .limit(PAGE)
                          .nextToken(token));
      return new Page(
          answer.events().stream()
              .map(
                  event ->
                      new Line(
                          Instant.ofEpochMilli(event.timestamp()),
                          event.logStreamName(),
                          event.message().stripTrailing()))
              .toList(),
          answer.nextToken());
    } catch (ResourceNotFoundException notYet) {
      return new Page(List.of(), null); // The group appears with the first line.
    }
  }
}
