package dev.slipway.storage.aws;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached.
 *
 * @param endpoint an emulator's address; the real services when absent
 * @param bucketPrefix first part of the artifact bucket's name
 * @param callTimeout longest time for one call, all its attempts together
 * @param attemptTimeout longest time for one attempt
 * @param attempts maximum attempts of one call
 * @param stackRole ARN of the role that CloudFormation acts with; the caller's own rights when
 *     absent
 */
public record AwsSettings(
    @Nullable URI endpoint,
    String bucketPrefix,
    Duration callTimeout,
    Duration attemptTimeout,
    int attempts,
    @Nullable String stackRole) {
  public static final String DEFAULT_BUCKET_PREFIX = "slipway";

  /** Enough for an upload of a 50 MB layer over a slow connection. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(2);

  /** A control-plane call that takes longer has lost its connection. */
  public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  /** The SDK's own default; longer waits are the workflow's retries. */
  public static final int DEFAULT_ATTEMPTS = 3;

  /** With account and region the name must stay within S3's 63 characters. */
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9-]{1,29}");

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");

  public AwsSettings {
    if (!PREFIX.matcher(bucketPrefix).matches()) {
      throw new IllegalArgumentException(
          "bucket prefix: '%s' (expected: 2 to 30 lower-case letters, digits or '-')"
              .formatted(bucketPrefix));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: %d (expected: at least 1)".formatted(attempts));
    }
    if (stackRole != null && !ROLE.matcher(stackRole).matches()) {
      throw new IllegalArgumentException(
          "slipway.aws.cloudformation-role: '%s' (expected: the ARN of a role, such as arn:aws:iam::123456789012:role/slipway-cloudformation)"
              .formatted(stackRole));
    }
  }

  /** The defaults against the real services, or against an emulator when an endpoint is given. */
  public static AwsSettings at(@Nullable URI endpoint) {
    return new AwsSettings(
        endpoint,
        DEFAULT_BUCKET_PREFIX,
        DEFAULT_CALL_TIMEOUT,
        DEFAULT_ATTEMPT_TIMEOUT,
        DEFAULT_ATTEMPTS,
        null);
  }

  /**
   * The same, with a role that CloudFormation acts with.
   *
   * @throws IllegalArgumentException if it is not the ARN of a role
   */
  public AwsSettings withStackRole(@Nullable String arn) {
    return new AwsSettings(endpoint, bucketPrefix, callTimeout, attemptTimeout, attempts, arn);
  }

  /** The same endpoint, for calls that may take long and must not be made twice. */
  public AwsSettings patient(Duration longest) {
    return new AwsSettings(endpoint, bucketPrefix, longest, longest, 1, stackRole);
  }

  public boolean emulated() {
    return endpoint != null;
  }
}
