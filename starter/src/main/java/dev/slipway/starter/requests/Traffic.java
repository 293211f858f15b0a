package dev.slipway.starter.requests;

/** How much an agent is used: the half of a price that no one knows in advance. */
public record Traffic(long monthlyRequests, long averageDurationMs) {
  /** A team's internal agent: some three hundred questions a day, two seconds each. */
  public static final Traffic TYPICAL = new Traffic(10_000, 2_000);
}
