package dev.slipway.starter.estimate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent would cost in a month, and what was assumed. */
public record Estimate(BigDecimal monthlyUsd, List<Item> breakdown, Assumptions assumptions) {
  /** One line of the bill. */
  public record Item(String item, String quantity, BigDecimal monthlyUsd) {}

  /**
   * What the figures are based on.
   *
   * @param memorySize of the function; on AgentCore what a session is assumed to use
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
      String without,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Sessions sessions) {}

  /**
   * How an agent on AgentCore is assumed to be used.
   *
   * @param cpuBusyPercent the part of a call in which one processor works; while it waits for a
   *     model it costs nothing
   */
  public record Sessions(
      long monthlySessions, int callsPerSession, long idleSeconds, int cpuBusyPercent) {}
}
