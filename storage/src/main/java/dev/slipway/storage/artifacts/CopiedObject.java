package dev.slipway.storage.artifacts;

import dev.slipway.workflows.model.ArtifactRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** Has S3 copy an object, and say the hash of what it has copied. */
final class CopiedObject {
  private final S3Client s3;

  CopiedObject(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Copies it; fails with NoSuchKey if there is nothing.
   *
   * @return whether S3 found the reference's hash; if not, a copy means nothing, if there is one
   */
  boolean store(ArtifactRef from, String bucket, String key, Map<String, String> metadata) {
    try {
      return Sha256.base64(from.sha256()).equals(copied(from, bucket, key, metadata));
    } catch (NoSuchKeyException e) {
      throw e;
    } catch (S3Exception e) {
      if (Refusals.isFinal(e)) {
        return false;
      }
      throw e;
    }
  }

  private @Nullable String copied(
      ArtifactRef from, String bucket, String key, Map<String, String> metadata) {
    // Tags that others gave the original, such as a scanner's, would need rights of their own.
    return s3.copyObject(
            request ->
                request
                    .sourceBucket(from.bucket())
                    .sourceKey(from.key())
                    .destinationBucket(bucket)
                    .destinationKey(key)
                    .metadata(metadata)
                    .metadataDirective(MetadataDirective.REPLACE)
                    .taggingDirective(TaggingDirective.REPLACE)
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256))
        .copyObjectResult()
        .checksumSHA256();
  }
}
