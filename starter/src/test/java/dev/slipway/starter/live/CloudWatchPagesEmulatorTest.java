package dev.slipway.starter.live;

import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

@OnEmulator
class CloudWatchPagesEmulatorTest extends LogPagesContract {
  private static final String STREAM = "stream";

  private static EmulatedAccount account;
  private static CloudWatchLogsClient logs;

  /** Its own log. */
  private final String group = "/aws/lambda/contract-" + UUID.randomUUID();

  private boolean made;

  @BeforeAll
  static void open() {
    account = EmulatedAccount.open();
    logs =
        account
            .aws()
            .client(CloudWatchLogsClient.class, "us-east-1", CloudWatchLogsClient::builder);
  }

  @AfterAll
  static void close() {
    account.close();
  }

  @AfterEach
  void removeLog() {
    if (made) {
      logs.deleteLogGroup(request -> request.logGroupName(group));
    }
  }

  @Override
  LogPages pages() {
    return new CloudWatchPages(logs, group);
  }

  @Override
  void write(Instant time, String line) {
    if (!made) {
      logs.createLogGroup(request -> request.logGroupName(group));
      logs.createLogStream(request -> request.logGroupName(group).logStreamName(STREAM));
      made = true;
    }
    logs.putLogEvents(
        request ->
            request
                .logGroupName(group)
                .logStreamName(STREAM)
                .logEvents(
                    InputLogEvent.builder().timestamp(time.toEpochMilli()).message(line).build()));
  }
}
