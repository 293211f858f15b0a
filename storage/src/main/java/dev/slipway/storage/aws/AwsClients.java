package dev.slipway.storage.aws;

import dev.slipway.workflows.model.AccountRole;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/** One client per service and region, all with the same settings and connections. */
public final class AwsClients implements AutoCloseable {
  /** More than the slots of one worker, so that no step waits for a connection. */
  private static final int MAX_CONNECTIONS = 200;

  private final AwsSettings settings;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;
  private final boolean ownsHttp;
  private final List<ExecutionInterceptor> watching;
  private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();

  private record Key(Class<?> service, String region) {}

  /** Clients that find their credentials as every AWS tool does. */
  public AwsClients(AwsSettings settings) {
    this(settings, DefaultCredentialsProvider.builder().build());
  }

  /** The same, each of whose calls is watched. */
  public AwsClients(AwsSettings settings, ExecutionInterceptor watcher) {
    this(
        settings,
        DefaultCredentialsProvider.builder().build(),
        connections(settings),
        true,
        List.of(watcher));
  }

  public AwsClients(AwsSettings settings, AwsCredentialsProvider credentials) {
    this(settings, credentials, connections(settings), true, List.of());
  }

  private AwsClients(
      AwsSettings settings,
      AwsCredentialsProvider credentials,
      SdkHttpClient http,
      boolean ownsHttp,
      List<ExecutionInterceptor> watching) {
    this.settings = settings;
    this.credentials = credentials;
    this.http = http;
    this.ownsHttp = ownsHttp;
    this.watching = watching;
  }

  private static SdkHttpClient connections(AwsSettings settings) {
    return ApacheHttpClient.builder()
        .maxConnections(MAX_CONNECTIONS)
        .socketTimeout(settings.attemptTimeout())
        .socketFactory(new ProbedSockets())
        .build();
  }

  public AwsSettings settings() {
    return settings;
  }

  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** The same credentials with other settings; to be closed separately. */
  public AwsClients with(AwsSettings other) {
    return new AwsClients(other, credentials, connections(other), true, watching);
  }

  /**
   * Clients that act with a role of another account, through the same connections; to be closed
   * before these. The role is assumed when it is first needed.
   */
  public AwsClients as(AccountRole role) {
    var sts = sts(AssumedRole.region(role));
    var session = new RoleSession(() -> AssumedRole.credentials(sts, role));
    List<ExecutionInterceptor> both = Stream.concat(watching.stream(), Stream.of(session)).toList();
    return new AwsClients(settings.inAccountOf(role.arn()), session, http, false, both);
  }

  public S3Client s3(String region) {
    return client(
        S3Client.class, region, () -> S3Client.builder().forcePathStyle(settings.emulated()));
  }

  public SecretsManagerClient secretsManager(String region) {
    return client(SecretsManagerClient.class, region, SecretsManagerClient::builder);
  }

  public StsClient sts(String region) {
    return client(StsClient.class, region, StsClient::builder);
  }

  /** The client of any service: the cached one, or one built from the given builder. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C client(Class<C> service, String region, Supplier<B> builder) {
    return service.cast(
        clients.computeIfAbsent(
            new Key(service, region), key -> build(builder.get(), Region.of(region))));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C build(B builder, Region region) {
    builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(configuration());
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return builder.build();
  }

  private ClientOverrideConfiguration configuration() {
    var configuration =
        ClientOverrideConfiguration.builder()
            .addExecutionInterceptor(new BucketOwner(settings.buckets()))
            .apiCallTimeout(settings.callTimeout())
            .apiCallAttemptTimeout(settings.attemptTimeout())
            .retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                    .maxAttempts(settings.attempts())
                    .build());
    watching.forEach(configuration::addExecutionInterceptor);
    if (settings.stackRole() != null) {
      configuration.addExecutionInterceptor(new StackRole(settings.stackRole()));
    }
    return configuration.build();
  }

  @Override
  public void close() {
    clients.values().forEach(SdkClient::close);
    clients.clear();
    if (ownsHttp) {
      http.close();
    }
  }
}
