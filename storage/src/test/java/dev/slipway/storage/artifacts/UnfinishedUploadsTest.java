package dev.slipway.storage.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

class UnfinishedUploadsTest {
  @Test
  void uploadThatEndedMeanwhile_doesNotKeepTheOthers() {
    var s3 = new TwoUploads();

    new UnfinishedUploads(s3, "bucket").abort("deployments/d-1/");

    assertThat(s3.aborted).containsExactly("second");
  }

  /** The first of two has ended when it is to be aborted. */
  private static final class TwoUploads implements S3Client {
    final List<String> aborted = new ArrayList<>();

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
      return ListMultipartUploadsResponse.builder()
          .isTruncated(false)
          .uploads(upload("first"), upload("second"))
          .build();
    }

    private static MultipartUpload upload(String id) {
      return MultipartUpload.builder().key("deployments/d-1/" + id).uploadId(id).build();
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
      if (request.uploadId().equals("first")) {
        throw NoSuchUploadException.builder().statusCode(404).message("gone").build();
      }
      aborted.add(request.uploadId());
      return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
