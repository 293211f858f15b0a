package dev.slipway.worker;

import dev.slipway.activities.log.StepLogs;
import dev.slipway.activities.stack.AwsCloudClients;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.storage.secrets.SecretStore;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What activities use of one account.
 *
 * @param boundary ARN of the permissions boundary of its agents' roles; absent for none
 */
record AccountAccess(
    AwsClients aws,
    AwsCloudClients cloud,
    CallerIdentity identity,
    ArtifactStore artifacts,
    SecretStore secrets,
    StepLogs logs,
    @Nullable String boundary)
    implements AutoCloseable {

  static AccountAccess with(AwsClients aws, Clock clock, @Nullable String boundary) {
    var identity = new CallerIdentity(aws, clock);
    var artifacts = new ArtifactStore(aws, identity);
    return new AccountAccess(
        aws,
        new AwsCloudClients(aws),
        identity,
        artifacts,
        new SecretStore(aws),
        new StepLogs(new LogStore(artifacts, clock), clock),
        boundary);
  }

  @Override
  public void close() {
    cloud.close();
    aws.close();
  }
}
