package dev.slipway.storage.aws;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached.
 *
 * @param endpoint an emulator's address; the real services when absent
 * @param buckets how the artifact buckets are called
 * @param callTimeout longest time for one call, all its attempts together
 * @param attemptTimeout longest time for one attempt
 * @param attempts maximum attempts of one call
 * @param stackRole ARN of the role that CloudFormation acts with; the caller's own rights when
 *     absent
 */
public record AwsSettings(
    @Nullable URI endpoint,
    BucketNames buckets,
    Duration callTimeout,
    Duration attemptTimeout,
    int attempts,
    @Nullable String stackRole) {
  /** Enough for an upload of a 50 MB layer over a slow connection. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(2);

  /** A control-plane call that takes longer has lost its connection. */
  public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  /** The SDK's own default; longer waits are the workflow's retries. */
  public static final int DEFAULT_ATTEMPTS = 3;

  /** Where an ARN has its account. */
  private static final int ACCOUNT_PART = 4;

  private static final Pattern ROLE =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");

  public AwsSettings {
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
        BucketNames.DEFAULT,
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
    return new AwsSettings(endpoint, buckets, callTimeout, attemptTimeout, attempts, arn);
  }

  /**
   * The same for the account of another role. What the settings name in the workers' own account
   * has the same name in every account.
   */
  AwsSettings inAccountOf(String role) {
    return withStackRole(moved(stackRole, role));
  }

  /** The ARN with another's account; null for none, unchanged for one that belongs to AWS. */
  public static @Nullable String moved(@Nullable String arn, String role) {
    String account = role.split(":", -1)[ACCOUNT_PART];
    return arn == null ? null : arn.replaceFirst(":\\d{12}:", ":" + account + ":");
  }

  /** The same, with artifact buckets of these names. */
  public AwsSettings withBuckets(BucketNames names) {
    return new AwsSettings(endpoint, names, callTimeout, attemptTimeout, attempts, stackRole);
  }

  /** The same endpoint, for calls that may take long and must not be made twice. */
  public AwsSettings patient(Duration longest) {
    return new AwsSettings(endpoint, buckets, longest, longest, 1, stackRole);
  }

  public boolean emulated() {
    return endpoint != null;
  }
}
