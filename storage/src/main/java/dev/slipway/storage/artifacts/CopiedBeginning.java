package dev.slipway.storage.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Stores an object in two parts: S3 copies the first one from the object that begins the same, and
 * only the second one is sent.
 *
 * <p>The copy is taken only from an object whose hash S3 itself has computed, as it was then
 * ({@code If-Match}); S3 verifies each part's hash and the size of both. No one sees the object
 * before it is complete. What a killed worker leaves of it goes with an undo or the bucket's
 * lifecycle.
 */
final class CopiedBeginning {
  /** S3 takes smaller parts only at the end. */
  static final int SMALLEST_PART = 5 * 1024 * 1024;

  /** What is sent is held in memory; a folder of code has at most half as much. */
  private static final int LARGEST_REST = 64 * 1024 * 1024;

  private final S3Client s3;
  private final String bucket;

  CopiedBeginning(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Whether it was stored; if not, nothing has changed, and all of it is to be sent. */
  boolean store(String key, Continuation parts, Map<String, String> metadata) throws IOException {
    long length = Files.size(parts.rest());
    if (parts.kept() < SMALLEST_PART || length == 0 || length > LARGEST_REST) {
      return false;
    }
    byte[] rest = Files.readAllBytes(parts.rest());
    try {
      Optional<String> etag = etag(parts);
      return etag.isPresent() && store(key, parts, etag.get(), rest, metadata);
    } catch (S3Exception e) {
      if (Refusals.isFinal(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Names the base as it is now; empty if S3 does not vouch for its content. */
  private Optional<String> etag(Continuation parts) {
    HeadObjectResponse head =
        s3.headObject(
            request ->
                request
                    .bucket(parts.base().bucket())
                    .key(parts.base().key())
                    .checksumMode(ChecksumMode.ENABLED));
    return Sha256.base64(parts.base().sha256()).equals(head.checksumSHA256())
        ? Optional.of(head.eTag())
        : Optional.empty();
  }

  private boolean store(
      String key, Continuation parts, String etag, byte[] rest, Map<String, String> metadata) {
    String upload =
        s3.createMultipartUpload(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .metadata(metadata)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    boolean complete = false;
    try {
      Optional<CompletedPart> copied = copy(key, upload, parts, etag);
      if (copied.isEmpty()) {
        return false;
      }
      CompletedPart sent = send(key, upload, rest);
      s3.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .mpuObjectSize(parts.kept() + rest.length)
                  .multipartUpload(both -> both.parts(copied.get(), sent)));
      complete = true;
      return true;
    } finally {
      if (!complete) {
        abort(key, upload);
      }
    }
  }

  /** Empty if S3 has copied other bytes than those of the parts. */
  private Optional<CompletedPart> copy(String key, String upload, Continuation parts, String etag) {
    var copied =
        s3.uploadPartCopy(
                request ->
                    request
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .uploadId(upload)
                        .partNumber(1)
                        .sourceBucket(parts.base().bucket())
                        .sourceKey(parts.base().key())
                        .copySourceIfMatch(etag)
                        .copySourceRange("bytes=0-%d".formatted(parts.kept() - 1)))
            .copyPartResult();
    String sha256 = copied.checksumSHA256();
    if (!Sha256.base64(parts.keptSha256()).equals(sha256)) {
      return Optional.empty();
    }
    return Optional.of(
        CompletedPart.builder().partNumber(1).eTag(copied.eTag()).checksumSHA256(sha256).build());
  }

  private CompletedPart send(String key, String upload, byte[] rest) {
    String sha256 = Sha256.base64(Sha256.of(rest));
    String etag =
        s3.uploadPart(
                request ->
                    request
                        .bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(2)
                        .checksumSHA256(sha256),
                RequestBody.fromBytes(rest))
            .eTag();
    return CompletedPart.builder().partNumber(2).eTag(etag).checksumSHA256(sha256).build();
  }

  private void abort(String key, String upload) {
    // A step that is stopped is interrupted, and the SDK sends nothing for such a thread.
    boolean interrupted = Thread.interrupted();
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException e) {
      // The bucket's lifecycle removes it; the failure that led here is the one to report.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
