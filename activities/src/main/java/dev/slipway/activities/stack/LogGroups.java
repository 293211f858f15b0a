package dev.slipway.activities.stack;

import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The log groups of Lambda's functions. */
public final class LogGroups {
  static final String LAMBDA = "/aws/lambda/";

  private LogGroups() {}

  /** The name of a function's. */
  public static String of(String function) {
    return LAMBDA + function;
  }

  /** Whether there is one of that name. */
  public static boolean exists(CloudWatchLogsClient logs, String name) {
    return logs
        .describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name))
        .logGroups()
        .stream()
        .anyMatch(group -> group.logGroupName().equals(name));
  }
}
