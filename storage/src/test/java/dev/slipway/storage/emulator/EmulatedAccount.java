package dev.slipway.storage.emulator;

import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.secrets.SecretStore;
import java.net.URI;
import java.time.Clock;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The emulator's account, through the product's own stores. */
public record EmulatedAccount(
    AwsClients aws, CallerIdentity identity, ArtifactStore artifacts, SecretStore secrets)
    implements AutoCloseable {
  public static final String ID = "000000000000";

  static final String VARIABLE = "SLIPWAY_TEST_EMULATOR";

  /** What a fenced emulator requires as a session token. */
  private static final String TOKEN = "SLIPWAY_TEST_EMULATOR_TOKEN";

  /** On the emulator named by the variable. */
  public static EmulatedAccount open() {
    var aws =
        new AwsClients(
            AwsSettings.at(URI.create(System.getenv(VARIABLE))),
            StaticCredentialsProvider.create(credentials()));
    var identity = new CallerIdentity(aws, Clock.systemUTC());
    return new EmulatedAccount(
        aws, identity, new ArtifactStore(aws, identity), new SecretStore(aws));
  }

  private static AwsCredentials credentials() {
    String token = System.getenv().getOrDefault(TOKEN, "");
    return token.isEmpty()
        ? AwsBasicCredentials.create(ID, "test")
        : AwsSessionCredentials.create(ID, "test", token);
  }

  @Override
  public void close() {
    aws.close();
  }
}
