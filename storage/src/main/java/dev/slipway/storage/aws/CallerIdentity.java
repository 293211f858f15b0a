package dev.slipway.storage.aws;

import dev.slipway.workflows.failure.FailureType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.RegionDisabledException;
import software.amazon.awssdk.services.sts.model.StsException;

/** Whose the worker's credentials are, according to AWS. */
public final class CallerIdentity {
  /** Long enough to save a call per step, short enough to notice swapped credentials. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final String ALWAYS_ENABLED = "us-east-1";

  private final AwsClients clients;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** The account and the ARN of the identity. */
  public record Identity(String account, String arn) {}

  private record Known(Identity identity, Instant asked) {}

  public CallerIdentity(AwsClients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
  }

  /** Asks STS in that region, or repeats what it said within the last minute. */
  public Identity in(String region) {
    var last = known.get(region);
    if (last != null && last.asked().plus(FRESH).isAfter(clock.instant())) {
      return last.identity();
    }
    return ask(region);
  }

  /**
   * Asks STS now.
   *
   * @throws RegionDisabledException if the credentials are good, but not in this region
   */
  public Identity ask(String region) {
    try {
      return remember(region, clients.sts(region).getCallerIdentity());
    } catch (StsException e) {
      requireRegion(region, e);
      throw e;
    }
  }

  private Identity remember(String region, GetCallerIdentityResponse answer) {
    var identity = new Identity(answer.account(), answer.arn());
    known.put(region, new Known(identity, clock.instant()));
    return identity;
  }

  /** A region that the account has not enabled takes good credentials for invalid ones. */
  private void requireRegion(String region, StsException refusal) {
    if (region.equals(ALWAYS_ENABLED)
        || AwsFailures.explain(refusal).type() != FailureType.CREDENTIALS_INVALID) {
      return;
    }
    try {
      clients.sts(ALWAYS_ENABLED).getCallerIdentity();
    } catch (SdkException alsoInvalidThere) {
      return;
    }
    var details =
        AwsErrorDetails.builder()
            .serviceName("STS")
            .errorCode(ErrorCodes.REGION_DISABLED)
            .errorMessage(
                "the credentials are accepted in %s, but not in %s"
                    .formatted(ALWAYS_ENABLED, region));
    throw RegionDisabledException.builder()
        .statusCode(refusal.statusCode())
        .requestId(refusal.requestId())
        .awsErrorDetails(details.build())
        .cause(refusal)
        .build();
  }
}
