package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Whoever guessed the bucket's name and created it first must not receive what we store. */
class BucketOwnerTest {
  private static final String BUCKET = "slipway-123456789012-eu-west-1";

  private static SdkRequest sent(SdkRequest request) {
    return new BucketOwner(BucketNames.DEFAULT)
        .modifyRequest(
            InterceptorContext.builder().request(request).build(), new ExecutionAttributes());
  }

  @Test
  void everyRequestForABucketOfOurs_namesItsOwner() {
    var put = (PutObjectRequest) sent(PutObjectRequest.builder().bucket(BUCKET).key("k").build());
    var head = (HeadBucketRequest) sent(HeadBucketRequest.builder().bucket(BUCKET).build());

    assertThat(put.expectedBucketOwner()).isEqualTo("123456789012");
    assertThat(put.key()).isEqualTo("k");
    assertThat(head.expectedBucketOwner()).isEqualTo("123456789012");
  }

  @Test
  void copies_nameTheOwnersOfBothBuckets() {
    SdkRequest.Builder aPart =
        UploadPartCopyRequest.builder().destinationBucket(BUCKET).destinationKey("k");
    SdkRequest.Builder all =
        CopyObjectRequest.builder().destinationBucket(BUCKET).destinationKey("new");

    var part =
        (UploadPartCopyRequest)
            sent(copyOf("slipway-210987654321-eu-west-1/layers/a.zip", aPart.build()));
    var whole = (CopyObjectRequest) sent(copyOf(BUCKET + "/old", all.build()));

    assertThat(part.expectedBucketOwner()).isEqualTo("123456789012");
    assertThat(part.expectedSourceBucketOwner()).isEqualTo("210987654321");
    assertThat(part.destinationKey()).isEqualTo("k");
    assertThat(whole.expectedBucketOwner()).isEqualTo("123456789012");
    assertThat(whole.expectedSourceBucketOwner()).isEqualTo("123456789012");
  }

  /** As the SDK's client makes it of bucket and key, before anyone else sees the request. */
  private static SdkRequest copyOf(String source, SdkRequest request) {
    return RequestMembers.with(request, "CopySource", source);
  }

  @Test
  void requestsThatHaveNoOwner_areLeftAlone() {
    SdkRequest list = ListBucketsRequest.builder().build();
    SdkRequest identity = GetCallerIdentityRequest.builder().build();

    assertThat(sent(list)).isSameAs(list);
    assertThat(sent(identity)).isSameAs(identity);
  }
}
