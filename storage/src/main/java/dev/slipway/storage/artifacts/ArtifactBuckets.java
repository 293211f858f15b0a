package dev.slipway.storage.artifacts;

import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.storage.aws.CallerIdentity;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** One bucket per account and region, created when first needed unless it is the caller's own. */
final class ArtifactBuckets {
  /** S3 denotes this region by the absence of a constraint. */
  private static final String REGION_WITHOUT_CONSTRAINT = "us-east-1";

  /** An abandoned upload is charged until it is removed. */
  private static final int DAYS_FOR_UNFINISHED_UPLOADS = 2;

  /** Another step is creating the bucket at this moment. */
  private static final String BEING_CREATED = "OperationAborted";

  private final AwsClients clients;
  private final CallerIdentity identity;
  private final Set<String> ready = ConcurrentHashMap.newKeySet();

  ArtifactBuckets(AwsClients clients, CallerIdentity identity) {
    this.clients = clients;
    this.identity = identity;
  }

  String name(String region) {
    return names().name(identity.in(region).account(), region);
  }

  /** The regions that have a bucket of this account. */
  List<String> regions() {
    // Every region lists the buckets of all regions; this one is always available.
    String home = REGION_WITHOUT_CONSTRAINT;
    String account = identity.in(home).account();
    return clients.s3(home).listBuckets().buckets().stream()
        .map(Bucket::name)
        .flatMap(name -> names().region(name, account).stream())
        .toList();
  }

  private BucketNames names() {
    return clients.settings().buckets();
  }

  /**
   * Returns the bucket's name, creating the bucket if necessary.
   *
   * @throws NoSuchBucketException if a bucket that Slipway does not create is not there
   */
  String ensure(String region) {
    var bucket = name(region);
    if (ready.contains(bucket)) {
      return bucket;
    }
    var s3 = clients.s3(region);
    if (!exists(s3, bucket)) {
      if (!names().areOurs()) {
        throw missing(bucket, region);
      }
      create(s3, bucket, region);
    }
    ready.add(bucket);
    return bucket;
  }

  /** Called when a bucket turned out to be gone, so that the next use creates it again. */
  void forget(String bucket) {
    ready.remove(bucket);
  }

  private static NoSuchBucketException missing(String bucket, String region) {
    String text =
        "there is no bucket '%s' (expected: one of this account in %s; Slipway creates none when SLIPWAY_AWS_BUCKET is set)"
            .formatted(bucket, region);
    var details =
        AwsErrorDetails.builder().errorCode("NoSuchBucket").errorMessage(text).serviceName("S3");
    return NoSuchBucketException.builder().statusCode(404).awsErrorDetails(details.build()).build();
  }

  private static boolean exists(S3Client s3, String bucket) {
    try {
      s3.headBucket(request -> request.bucket(bucket));
      return true;
    } catch (NoSuchBucketException e) {
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return false;
      }
      throw e.statusCode() == 403 ? denied(bucket, e) : e;
    }
  }

  /** S3 answers a HEAD without a word, so this says what it may mean. */
  private static AwsServiceException denied(String bucket, S3Exception refusal) {
    String text =
        "bucket '%s' belongs to another account, or s3:ListBucket on it is not allowed (expected: a bucket of this account that this identity may list)"
            .formatted(bucket);
    return S3Exception.builder()
        .statusCode(refusal.statusCode())
        .requestId(refusal.requestId())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode("AccessDenied")
                .errorMessage(text)
                .serviceName("S3")
                .build())
        .cause(refusal)
        .build();
  }

  private static void create(S3Client s3, String bucket, String region) {
    var request = CreateBucketRequest.builder().bucket(bucket);
    if (!region.equals(REGION_WITHOUT_CONSTRAINT)) {
      request.createBucketConfiguration(
          // As text: the SDK's enum lacks the newer regions, and would send the word null.
          location -> location.locationConstraint(region));
    }
    try {
      s3.createBucket(request.build());
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      // Two steps at once; if the bucket is someone else's, its first use says so.
      return;
    } catch (S3Exception e) {
      if (!BEING_CREATED.equals(e.awsErrorDetails().errorCode())) {
        throw e;
      }
      try (var waiter = s3.waiter()) {
        waiter.waitUntilBucketExists(head -> head.bucket(bucket));
      }
      return;
    }
    s3.putPublicAccessBlock(
        block ->
            block
                .bucket(bucket)
                .publicAccessBlockConfiguration(
                    all ->
                        all.blockPublicAcls(true)
                            .blockPublicPolicy(true)
                            .ignorePublicAcls(true)
                            .restrictPublicBuckets(true)));
    tidy(s3, bucket);
  }

  private static void tidy(S3Client s3, String bucket) {
    try {
      s3.putBucketTagging(
          tagging ->
              tagging
                  .bucket(bucket)
                  .tagging(tags -> tags.tagSet(Tag.builder().key("slipway").value("1").build())));
      s3.putBucketLifecycleConfiguration(
          lifecycle ->
              lifecycle
                  .bucket(bucket)
                  .lifecycleConfiguration(rules -> rules.rules(unfinishedUploads())));
    } catch (SdkException e) {
      // Only for tidiness: an identity without these permissions can still deploy.
      System.getLogger(ArtifactBuckets.class.getName())
          .log(System.Logger.Level.INFO, "bucket {0} has no tags or lifecycle", bucket);
    }
  }

  private static LifecycleRule unfinishedUploads() {
    return LifecycleRule.builder()
        .id("unfinished-uploads")
        .status(ExpirationStatus.ENABLED)
        .filter(all -> all.prefix(""))
        .abortIncompleteMultipartUpload(
            upload -> upload.daysAfterInitiation(DAYS_FOR_UNFINISHED_UPLOADS))
        .build();
  }
}
