package dev.slipway.storage.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the artifact buckets are called: one per account and region, and each name says whose it is.
 *
 * @param pattern the name, with {@code {account}} and {@code {region}} in it
 */
public record BucketNames(String pattern) {
  private static final String ACCOUNT = "{account}";
  private static final String REGION = "{region}";

  /** S3 allows 63 characters; an account has 12, the longest region 14. */
  private static final Pattern VALID =
      Pattern.compile(
          "(?=.{1,54}$)(?=.*\\{account})(?=.*\\{region})(?:[a-z0-9-]|\\{account}|\\{region})+");

  /** Slipway's own: those it creates. Below what checks it. */
  public static final BucketNames DEFAULT = new BucketNames("slipway-{account}-{region}");

  /**
   * Checks the pattern.
   *
   * @throws IllegalArgumentException if it lacks the account or the region, or if names would be
   *     invalid or too long
   */
  public BucketNames {
    if (!VALID.matcher(pattern).matches() || pattern.startsWith("-") || pattern.endsWith("-")) {
      throw new IllegalArgumentException(
          "slipway.aws.bucket: '%s' (expected: lower-case letters, digits and '-' with {account} and {region}, 37 characters at most besides, such as acme-agents-{account}-{region})"
              .formatted(pattern));
    }
  }

  /** Those of a setting; Slipway's own if it is absent or blank. */
  public static BucketNames of(@Nullable String pattern) {
    return pattern == null || pattern.isBlank() ? DEFAULT : new BucketNames(pattern);
  }

  /** Whether Slipway creates these buckets itself. */
  public boolean areOurs() {
    return equals(DEFAULT);
  }

  public String name(String account, String region) {
    return pattern.replace(ACCOUNT, account).replace(REGION, region);
  }

  /** The account that must own the bucket; empty for a bucket of another name. */
  Optional<String> owner(String bucket) {
    return matched(bucket).map(name -> name.group("account"));
  }

  /** The region of an account's bucket; empty for a bucket of another name. */
  public Optional<String> region(String bucket, String account) {
    return matched(bucket)
        .filter(name -> name.group("account").equals(account))
        .map(name -> name.group("region"));
  }

  private Optional<Matcher> matched(String bucket) {
    var names =
        Pattern.compile(
            pattern
                .replaceFirst("\\{account}", "(?<account>\\\\d{12})")
                .replaceFirst("\\{region}", "(?<region>[a-z]{2}(?:-[a-z]+)+-\\\\d)"));
    return Optional.of(names.matcher(bucket)).filter(Matcher::matches);
  }
}
