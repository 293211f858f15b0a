package dev.slipway.starter.storage;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.tracing.AwsCallTraces;
import dev.slipway.tracing.Tracing;
import dev.slipway.workflows.model.AccountRole;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
  StarterAws starterAws(StarterSettings settings, Tracing tracing) {
    return new StarterAws(
        new AwsClients(
            new AwsSettings(
                settings.aws().endpoint(),
                BucketNames.of(settings.aws().bucket()),
                CALL,
                ATTEMPT,
                ATTEMPTS,
                null),
            new AwsCallTraces(tracing.tracer())));
  }

  @Bean
  StarterStorage starterStorage(StarterAws aws, ServerRules rules, StarterSettings settings) {
    AccountStores stores = new AccountStores(aws, roles(rules));
    ArtifactStore own = stores.own().artifacts();
    return new StarterStorage(
        new CallerAccounts(stores.own().identity()),
        new S3CodeStore(stores),
        new SecretsManagerApiKeyStore(stores),
        (agent, id, step, cursor) -> stores.of(agent).logs().read(agent.region(), id, step, cursor),
        stores,
        new AuditArchive(stores, Clock.systemUTC()),
        new S3TokenStore(own, settings.signIn().region()));
  }

  private static List<AccountRole> roles(ServerRules rules) {
    return rules.policy().accounts().stream()
        .map(
            account -> new AccountRole(account.alias(), account.role(), account.externalId(), null))
        .toList();
  }
}
