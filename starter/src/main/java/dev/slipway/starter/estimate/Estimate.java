package dev.slipway.starter.estimate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What an agent would cost in a month, and what was assumed. */
public record Estimate(BigDecimal monthlyUsd, List<Item> breakdown, Assumptions assumptions) {
  /** One line of the bill. */
  public record Item(String item, String quantity, BigDecimal monthlyUsd) {}

  /**
   * What the figures are based on.
   *
   * @param priceRegion where the prices are from; not the agent's region if its prices are unknown
   */
  public record Assumptions(
      long monthlyRequests,
      long averageDurationMs,
      int memorySize,
      String architecture,
      String region,
      String priceRegion,
      LocalDate pricesAsOf,
      String without) {}
}
