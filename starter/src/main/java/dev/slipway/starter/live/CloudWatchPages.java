package dev.slipway.starter.live;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** A log group in CloudWatch Logs. */
record CloudWatchPages(CloudWatchLogsClient logs, String group) implements LogPages {
  /** The most that CloudWatch returns at once; the emulator returns no token for the rest. */
  private static final int MAX_EVENTS = 10_000;

  @Override
  public Page read(Instant since, @Nullable String token) {
    try {
      var answer =
          logs.filterLogEvents(
              request ->
                  request
                      .logGroupName(group)
                      .startTime(since.toEpochMilli())
                      .limit(MAX_EVENTS)
                      .nextToken(token));
      return new Page(
          events(answer.events()),
          answer.nextToken(),
          answer.nextToken() == null && answer.events().size() >= MAX_EVENTS);
    } catch (ResourceNotFoundException notYet) {
      return new Page(List.of(), null, false); // The group appears with the first line.
    }
  }

  private static List<Event> events(List<FilteredLogEvent> read) {
    Map<String, Integer> alike = new HashMap<>();
    return read.stream()
        .map(
            event ->
                new Event(
                    id(event, alike),
                    Instant.ofEpochMilli(event.timestamp()),
                    event.logStreamName(),
                    event.message().stripTrailing()))
        .toList();
  }

  /** The emulator assigns no ids: there an event is the n-th of its stream and millisecond. */
  private static String id(FilteredLogEvent event, Map<String, Integer> alike) {
    if (event.eventId() != null) {
      return event.eventId();
    }
    String moment = event.logStreamName() + "@" + event.timestamp();
    return moment + "#" + alike.merge(moment, 1, Integer::sum);
  }
}
