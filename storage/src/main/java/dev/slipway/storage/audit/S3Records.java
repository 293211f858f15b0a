package dev.slipway.storage.audit;

import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.aws.AwsClients;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Bundles in the artifact buckets, locked there for as long as configured. */
public final class S3Records implements Records {
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  /** The region without which no bucket can be listed, and the default of every request. */
  private static final String HOME = "us-east-1";

  private final AwsClients clients;
  private final ArtifactStore artifacts;
  private final Duration retention;
  private final Clock clock;
  private final Map<String, Boolean> lockable = new ConcurrentHashMap<>();

  /**
   * Creates the access to them.
   *
   * @param retention how long a bundle can't be deleted, where the bucket has Object Lock; zero
   *     leaves it to the bucket's own default rule
   */
  public S3Records(AwsClients clients, ArtifactStore artifacts, Duration retention, Clock clock) {
    this.clients = clients;
    this.artifacts = artifacts;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public Optional<byte[]> get(String region, String key) {
    String bucket = artifacts.bucketName(region);
    try {
      return Optional.of(
          clients
              .s3(region)
              .getObjectAsBytes(request -> request.bucket(bucket).key(key))
              .asByteArray());
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<InputStream> open(String region, String key) {
    String bucket = artifacts.bucketName(region);
    try {
      return Optional.of(clients.s3(region).getObject(request -> request.bucket(bucket).key(key)));
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean putOnce(String region, String key, byte[] content) {
    try {
      put(region, key, content, request -> request.ifNoneMatch("*").applyMutation(lock(region)));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void put(String region, String key, byte[] content) {
    put(region, key, content, _ -> {});
  }

  private void put(
      String region, String key, byte[] content, Consumer<PutObjectRequest.Builder> more) {
    String sha256 = Sha256.of(content);
    clients
        .s3(region)
        .putObject(
            request ->
                request
                    .bucket(artifacts.bucket(region))
                    .key(key)
                    .contentType("application/json")
                    .metadata(Map.of("sha256", sha256))
                    .checksumSHA256(
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)))
                    .applyMutation(more),
            RequestBody.fromBytes(content));
  }

  private Consumer<PutObjectRequest.Builder> lock(String region) {
    if (retention.isZero() || !lockable.computeIfAbsent(region, this::hasObjectLock)) {
      return _ -> {};
    }
    // Governance: no one deletes by mistake; someone allowed to bypass it can still repair one.
    return request ->
        request
            .objectLockMode(ObjectLockMode.GOVERNANCE)
            .objectLockRetainUntilDate(clock.instant().plus(retention));
  }

  private boolean hasObjectLock(String region) {
    try {
      var lock =
          clients
              .s3(region)
              .getObjectLockConfiguration(request -> request.bucket(artifacts.bucket(region)));
      return lock.objectLockConfiguration().objectLockEnabled() == ObjectLockEnabled.ENABLED;
    } catch (S3Exception e) {
      if (e.statusCode() != NOT_FOUND) {
        throw e;
      }
      System.getLogger(S3Records.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "audit bundles in {0} are not locked: the bucket has no Object Lock",
              region);
      return false;
    }
  }

  @Override
  public List<String> list(String region, String prefix, String after, int most) {
    String bucket = artifacts.bucketName(region);
    try {
      return clients
          .s3(region)
          .listObjectsV2(
              request -> {
                request.bucket(bucket).prefix(prefix).maxKeys(most);
                if (!after.isEmpty()) {
                  request.startAfter(after);
                }
              })
          .contents()
          .stream()
          .map(S3Object::key)
          .toList();
    } catch (NoSuchBucketException e) {
      return List.of();
    }
  }

  @Override
  public List<String> regions() {
    try {
      return artifacts.regions();
    } catch (S3Exception e) {
      if (e.statusCode() == FORBIDDEN) {
        return List.of(HOME);
      }
      throw e;
    }
  }
}
