package dev.slipway.storage.aws;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Names the account that must own the bucket in every request to S3. The bucket's name can be
 * guessed, and whoever creates it first owns it; S3 refuses what would otherwise go to a stranger.
 */
final class BucketOwner implements ExecutionInterceptor {
  /** A bucket and a key, with a slash between them. */
  private static final String SOURCE = "CopySource";

  private final BucketNames names;

  BucketOwner(BucketNames names) {
    this.names = names;
  }

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    SdkRequest request = context.request();
    if (!(request instanceof S3Request)) {
      return request;
    }
    return named(
        named(request, "Bucket", "ExpectedBucketOwner"), SOURCE, "ExpectedSourceBucketOwner");
  }

  private SdkRequest named(SdkRequest request, String bucket, String owner) {
    return RequestMembers.text(request, bucket)
        .map(text -> text.split("/", 2)[0])
        .flatMap(names::owner)
        .map(account -> RequestMembers.with(request, owner, account))
        .orElse(request);
  }
}
