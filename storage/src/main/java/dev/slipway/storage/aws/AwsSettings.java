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
 */
public record AwsSettings(
    @Nullable URI endpoint,
    String bucketPrefix,
    Duration callTimeout,
    Duration attemptTimeout,
    int attempts) {
  public static final String DEFAULT_BUCKET_PREFIX = "slipway";

  /** Enough for an upload of a 50 MB layer over a slow connection. */
  public static final Duration DEFAULT_CALL_TIMEOUT = Duration.ofMinutes(2);

  /** A control-plane call that takes longer has lost its connection. */
  public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  /** The SDK's own default; longer waits are the workflow's retries. */
  public static final int DEFAULT_ATTEMPTS = 3;

  /** With account and region the name must stay within S3's 63 characters. */
  private static final Pattern PREFIX = Pattern.compile("[a-z0-9][a-z0-9-]{1,29}");

  public AwsSettings {
    if (!PREFIX.matcher(bucketPrefix).matches()) {
      throw new IllegalArgumentException(
          "bucket prefix: '%s' (expected: 2 to 30 lower-case letters, digits or '-')"
              .formatted(bucketPrefix));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: %d (expected: at least 1)".formatted(attempts));
    }
  }

  /** The defaults against the real services, or against an emulator when an endpoint is given. */
  public static AwsSettings at(@Nullable URI endpoint) {
    return new AwsSettings(
        endpoint,
        DEFAULT_BUCKET_PREFIX,
        DEFAULT_CALL_TIMEOUT,
        DEFAULT_ATTEMPT_TIMEOUT,
        DEFAULT_ATTEMPTS);
  }

  /** The same endpoint, for calls that may take long and must not be made twice. */
  public AwsSettings patient(Duration longest) {
    return new AwsSettings(endpoint, bucketPrefix, longest, longest, 1);
  }

  public boolean emulated() {
    return endpoint != null;
  }
}
