package dev.slipway.storage.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose the worker's credentials are, according to AWS. */
public final class CallerIdentity {
  /** Long enough to save a call per step, short enough to notice swapped credentials. */
  private static final Duration FRESH = Duration.ofMinutes(1);

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

  /** Asks STS now. */
  public Identity ask(String region) {
    var answer = clients.sts(region).getCallerIdentity();
    var identity = new Identity(answer.account(), answer.arn());
    known.put(region, new Known(identity, clock.instant()));
    return identity;
  }
}
