package dev.slipway.storage.artifacts;

import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What killed workers left of objects that were sent in parts: no list of objects shows it. */
final class UnfinishedUploads {
  private final S3Client s3;
  private final String bucket;

  UnfinishedUploads(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /** Aborts those below a prefix; where that is not allowed, the bucket's lifecycle does it. */
  void abort(String prefix) {
    try {
      s3
          .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(prefix))
          .uploads()
          .stream()
          .toList()
          .forEach(this::abort);
    } catch (S3Exception e) {
      if (!Refusals.isFinal(e)) {
        throw e;
      }
    }
  }

  private void abort(MultipartUpload upload) {
    try {
      s3.abortMultipartUpload(
          request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
    } catch (NoSuchUploadException gone) {
      // Completed or aborted since it was listed; the others remain.
    }
  }
}
