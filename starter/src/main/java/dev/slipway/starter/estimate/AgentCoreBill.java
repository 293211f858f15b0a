package dev.slipway.starter.estimate;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.starter.requests.Traffic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** A month's bill on AgentCore: what sessions use, by the second. */
final class AgentCoreBill {
  /** A Strands agent with its tools and a conversation; AgentCore bills the most it has used. */
  private static final int MEMORY = 512;

  /** AWS's own example: of a minute, 18 seconds; the rest is spent waiting for the model. */
  private static final int BUSY_PERCENT = 30;

  /** A short conversation. */
  private static final int CALLS_PER_SESSION = 5;

  private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);
  private static final int HUNDRED = 100;
  private static final int PLACES = 8;

  private AgentCoreBill() {}

  static Estimate of(Prices prices, DeploymentSpec spec, String region, Traffic traffic) {
    long sessions = Math.ceilDiv(traffic.monthlyRequests(), (long) CALLS_PER_SESSION);
    long idle = spec.sessionIdleTimeout().toSeconds();
    BigDecimal calls = hours(Estimates.secondsOfCalls(traffic));
    BigDecimal waits = hours(BigDecimal.valueOf(sessions).multiply(BigDecimal.valueOf(idle)));
    BigDecimal busy =
        calls
            .multiply(BigDecimal.valueOf(BUSY_PERCENT))
            .divide(BigDecimal.valueOf(HUNDRED), PLACES, RoundingMode.HALF_UP);
    BigDecimal gigabytes = Estimates.gigabytes(MEMORY);
    List<Estimate.Item> items =
        List.of(
            item("agentcore_cpu", "%,.1f vCPU-hours", busy, prices.rate("agentcore_per_vcpu_hour")),
            item(
                "agentcore_memory",
                "%,.1f GB-hours in calls",
                calls.multiply(gigabytes),
                prices.rate("agentcore_per_gb_hour")),
            item(
                "agentcore_waiting",
                "%,.1f GB-hours between calls",
                waits.multiply(gigabytes),
                prices.rate("agentcore_per_gb_hour")));
    return new Estimate(
        Estimates.total(items),
        items,
        new Estimate.Assumptions(
            traffic.monthlyRequests(),
            traffic.averageDurationMs(),
            MEMORY,
            spec.architecture().wireName(),
            region,
            prices.region(),
            prices.asOf(),
            Estimates.WITHOUT,
            new Estimate.Sessions(sessions, CALLS_PER_SESSION, idle, BUSY_PERCENT)));
  }

  private static Estimate.Item item(
      String name, String quantity, BigDecimal amount, BigDecimal rate) {
    return new Estimate.Item(
        name, String.format(Locale.ROOT, quantity, amount), Estimates.money(amount.multiply(rate)));
  }

  private static BigDecimal hours(BigDecimal seconds) {
    return seconds.divide(SECONDS_AN_HOUR, PLACES, RoundingMode.HALF_UP);
  }
}
