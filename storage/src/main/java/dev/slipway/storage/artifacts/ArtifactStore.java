package dev.slipway.storage.artifacts;

import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Stores bytes under a key and verifies them by their SHA-256.
 *
 * <p>Calls fail with the SDK's own exceptions, which {@link dev.slipway.storage.aws.AwsFailures}
 * explains, and with IOException if this machine's disk can't be used.
 */
public final class ArtifactStore {
  /** The name of the metadata that holds the hash, in addition to S3's own checksum. */
  private static final String HASH = "sha256";

  private final AwsClients clients;
  private final ArtifactBuckets buckets;

  /** An object, without its content. */
  public record Stored(String key, Instant storedAt) {}

  public ArtifactStore(AwsClients clients, CallerIdentity identity) {
    this.clients = clients;
    this.buckets = new ArtifactBuckets(clients, identity);
  }

  /** The bucket that holds everything of this account in that region, created if necessary. */
  public String bucket(String region) {
    return buckets.ensure(region);
  }

  /** The name of that bucket, whether it exists or not. */
  public String bucketName(String region) {
    return buckets.name(region);
  }

  /** The regions that have such a bucket. */
  public List<String> regions() {
    return buckets.regions();
  }

  public ArtifactRef put(String region, String key, byte[] content) {
    return put(region, key, RequestBody.fromBytes(content), Sha256.of(content), content.length);
  }

  /**
   * Stores a file.
   *
   * @param sha256 its hash; S3 refuses a file that has another one
   */
  public ArtifactRef put(String region, String key, Path file, String sha256) throws IOException {
    long bytes = Files.size(file); // Fails for what is not there, before the SDK does in its way.
    return put(region, key, RequestBody.fromFile(file), sha256, bytes);
  }

  /**
   * Stores what begins as another object does. Where S3 can't copy that beginning, it is fetched,
   * which fails with ArtifactCorrupt as {@link #read} does.
   */
  public ArtifactRef put(String region, String key, Continuation parts) throws IOException {
    var bucket = buckets.ensure(region);
    long bytes = parts.kept() + Files.size(parts.rest());
    if (new CopiedBeginning(clients.s3(region), bucket)
        .store(key, parts, Map.of(HASH, parts.sha256()))) {
      return new ArtifactRef(uri(bucket, key), parts.sha256(), bytes);
    }
    Path whole = parts.rest().resolveSibling(parts.rest().getFileName() + ".whole");
    download(region, parts.base(), whole);
    try (var file = FileChannel.open(whole, StandardOpenOption.WRITE)) {
      file.truncate(parts.kept());
    }
    Files.write(whole, Files.readAllBytes(parts.rest()), StandardOpenOption.APPEND);
    return put(region, key, whole, parts.sha256());
  }

  private ArtifactRef put(String region, String key, RequestBody body, String sha256, long bytes) {
    var bucket = buckets.ensure(region);
    try {
      clients
          .s3(region)
          .putObject(
              request ->
                  request
                      .bucket(bucket)
                      .key(key)
                      .metadata(Map.of(HASH, sha256))
                      .checksumSHA256(Sha256.base64(sha256)),
              body);
    } catch (NoSuchBucketException e) {
      buckets.forget(bucket);
      throw e;
    }
    return new ArtifactRef(uri(bucket, key), sha256, bytes);
  }

  /**
   * Stores the same bytes under another key; fails with ArtifactCorrupt as {@link #read} does. S3
   * copies them and computes their hash, so they need not come here.
   */
  public ArtifactRef copy(String region, ArtifactRef from, String key) {
    var bucket = buckets.ensure(region);
    try {
      var copied = new CopiedObject(clients.s3(region));
      if (copied.store(from, bucket, key, Map.of(HASH, from.sha256()))) {
        return new ArtifactRef(uri(bucket, key), from.sha256(), from.bytes());
      }
    } catch (NoSuchKeyException e) {
      throw corrupt(from, "nothing");
    }
    deleteKeys(region, List.of(key));
    return put(region, key, read(region, from));
  }

  /** What is stored under the key; empty if there is no object or Slipway did not write it. */
  public Optional<ArtifactRef> find(String region, String key) {
    var bucket = buckets.name(region);
    try {
      var head = clients.s3(region).headObject(request -> request.bucket(bucket).key(key));
      return Optional.ofNullable(head.metadata().get(HASH))
          .map(sha256 -> new ArtifactRef(uri(bucket, key), sha256, head.contentLength()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The bytes; fails with ArtifactCorrupt if they do not have the reference's hash. */
  public byte[] read(String region, ArtifactRef ref) {
    byte[] content = get(region, ref, ResponseTransformer.toBytes()).asByteArray();
    verify(ref, Sha256.of(content));
    return content;
  }

  /** Writes the bytes to a new file; fails with ArtifactCorrupt as {@link #read} does. */
  public void download(String region, ArtifactRef ref, Path target) throws IOException {
    var file = new DownloadedFile(target);
    try {
      get(region, ref, file);
    } catch (SdkException e) {
      file.requireWritten();
      throw e;
    }
    verify(ref, Sha256.of(target));
  }

  /** The SDK reads the answer to its end: one that breaks off is asked for again. */
  private <T> T get(
      String region, ArtifactRef ref, ResponseTransformer<GetObjectResponse, T> transformer) {
    try {
      return clients
          .s3(region)
          .getObject(request -> request.bucket(ref.bucket()).key(ref.key()), transformer);
    } catch (NoSuchKeyException e) {
      throw corrupt(ref, "nothing");
    }
  }

  /** Bytes that were not written as an artifact, such as a log chunk; no hash to verify against. */
  public byte[] readUnverified(String region, String key) {
    var bucket = buckets.name(region);
    return clients
        .s3(region)
        .getObjectAsBytes(request -> request.bucket(bucket).key(key))
        .asByteArray();
  }

  /** The keys below a prefix in S3's order; empty if there is no bucket yet. */
  public List<String> list(String region, String prefix) {
    return list(region, prefix, "");
  }

  /** The keys below a prefix that sort after the given one. */
  public List<String> list(String region, String prefix, String after) {
    return objects(region, prefix, after).map(S3Object::key).toList();
  }

  /** What is below a prefix, with the time it was stored. */
  public List<Stored> listStored(String region, String prefix) {
    return objects(region, prefix, "")
        .map(object -> new Stored(object.key(), object.lastModified()))
        .toList();
  }

  private Stream<S3Object> objects(String region, String prefix, String after) {
    var bucket = buckets.name(region);
    try {
      // Read to the end here: a missing bucket fails the first page.
      return clients
          .s3(region)
          .listObjectsV2Paginator(
              request -> {
                request.bucket(bucket).prefix(prefix);
                if (!after.isEmpty()) {
                  request.startAfter(after);
                }
              })
          .contents()
          .stream()
          .toList()
          .stream();
    } catch (NoSuchBucketException e) {
      return Stream.empty();
    }
  }

  /** Deletes everything below a prefix and returns the addresses of what is gone. */
  public List<String> deleteAll(String region, String prefix) {
    if (prefix.isBlank() || !prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "prefix: '%s' (expected: a folder, ending with '/')".formatted(prefix));
    }
    return deleteKeys(region, list(region, prefix));
  }

  /** Aborts what killed workers left unfinished below a prefix. */
  public void abortUploads(String region, String prefix) {
    new UnfinishedUploads(clients.s3(region), buckets.name(region)).abort(prefix);
  }

  /** Deletes these objects and returns the addresses of what is gone. */
  public List<String> deleteKeys(String region, List<String> keys) {
    // S3 deletes at most 1000 keys per call.
    for (int start = 0; start < keys.size(); start += 1000) {
      delete(region, keys.subList(start, Math.min(start + 1000, keys.size())));
    }
    var bucket = buckets.name(region);
    return keys.stream().map(key -> uri(bucket, key)).toList();
  }

  private void delete(String region, List<String> keys) {
    var bucket = buckets.name(region);
    var objects = keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    var answer =
        clients
            .s3(region)
            .deleteObjects(
                request -> request.bucket(bucket).delete(all -> all.objects(objects).quiet(true)));
    if (answer.hasErrors()) {
      var first = answer.errors().getFirst();
      throw Failure.of(
              FailureType.STORAGE_UNAVAILABLE,
              "S3 did not delete %d objects.".formatted(answer.errors().size()),
              "%s: %s %s".formatted(first.key(), first.code(), first.message()))
          .toException();
    }
  }

  private static void verify(ArtifactRef ref, String actual) {
    if (!actual.equals(ref.sha256())) {
      throw corrupt(ref, "sha256 " + actual);
    }
  }

  private static ApplicationFailure corrupt(ArtifactRef ref, String actual) {
    return Failure.of(
            FailureType.ARTIFACT_CORRUPT,
            "A stored object is not what was stored.",
            "%s: %s (expected: sha256 %s)".formatted(ref.uri(), actual, ref.sha256()))
        .toException();
  }

  private static String uri(String bucket, String key) {
    return "s3://" + bucket + "/" + key;
  }
}
