package dev.slipway.storage.emulator;

import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.secrets.SecretStore;
import java.net.URI;
import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The emulator's account, through the product's own stores. */
public record EmulatedAccount(AwsClients aws, ArtifactStore artifacts, SecretStore secrets)
    implements AutoCloseable {
  public static final String VARIABLE = "SLIPWAY_TEST_EMULATOR";
  public static final String ID = "000000000000";

  /** The emulator that the variable names. */
  public static EmulatedAccount open() {
    var aws =
        new AwsClients(
            AwsSettings.at(URI.create(System.getenv(VARIABLE))),
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, "test")));
    var identity = new CallerIdentity(aws, Clock.systemUTC());
    return new EmulatedAccount(aws, new ArtifactStore(aws, identity), new SecretStore(aws));
  }

  @Override
  public void close() {
    aws.close();
  }
}
