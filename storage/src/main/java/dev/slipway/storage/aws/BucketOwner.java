package dev.slipway.storage.aws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  /** The names that {@code ArtifactBuckets} gives: prefix, account, region. */
  private static final Pattern NAME = Pattern.compile(".+-(\\d{12})-[a-z]{2}(-[a-z]+)+-\\d");

  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    SdkRequest request = context.request();
    if (!(request instanceof S3Request)) {
      return request;
    }
    return RequestMembers.text(request, "Bucket")
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> RequestMembers.with(request, "ExpectedBucketOwner", name.group(1)))
        .orElse(request);
  }
}
