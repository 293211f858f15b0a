package dev.slipway.starter.storage;

import dev.slipway.starter.StarterSettings;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.Records;
import dev.slipway.storage.audit.S3Records;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.storage.secrets.SecretStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the access to AWS; none of it calls AWS before it is used. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
  /** A caller is waiting: two attempts, and a plain sentence instead of a third. */
  private static final Duration CALL = Duration.ofSeconds(10);

  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 2;

  @Bean(destroyMethod = "close")
  StarterAws starterAws(StarterSettings settings) {
    return new StarterAws(
        new AwsClients(
            new AwsSettings(
                settings.aws().endpoint(),
                BucketNames.of(settings.aws().bucket()),
                CALL,
                ATTEMPT,
                ATTEMPTS,
                null)));
  }

  @Bean
  StarterStorage starterStorage(StarterAws aws, StarterSettings settings) {
    CallerIdentity identity = new CallerIdentity(aws.clients(), Clock.systemUTC());
    ArtifactStore artifacts = new ArtifactStore(aws.clients(), identity);
    // Nothing is written here, so there is nothing to retain.
    Records records = new S3Records(aws.clients(), artifacts, Duration.ZERO, Clock.systemUTC());
    return new StarterStorage(
        new CallerAccounts(identity),
        new S3CodeStore(artifacts),
        new SecretsManagerApiKeyStore(new SecretStore(aws.clients())),
        new LogStore(artifacts, Clock.systemUTC())::read,
        records,
        new AuditArchive(records, Clock.systemUTC()),
        new S3TokenStore(artifacts, settings.signIn().region()));
  }
}
