package dev.slipway.storage.artifacts;

import dev.slipway.workflows.model.ArtifactRef;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** Has S3 copy an object, and say the hash of what it has copied. */
final class CopiedObject {
  private final S3Client s3;

  CopiedObject(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Copies it; fails with NoSuchKey if there is nothing.
   *
   * @return whether S3 found the reference's hash; if not, the copy means nothing
   */
  boolean store(ArtifactRef from, String bucket, String key, Map<String, String> metadata) {
    String sha256 =
        s3.copyObject(
                request ->
                    request
                        .sourceBucket(from.bucket())
                        .sourceKey(from.key())
                        .destinationBucket(bucket)
                        .destinationKey(key)
                        .metadata(metadata)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .copyObjectResult()
            .checksumSHA256();
    return Sha256.base64(from.sha256()).equals(sha256);
  }
}
