package dev.slipway.starter.source;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What two versions cost in a month of typical use.
 *
 * @param fromMonthlyUsd absent when there is nothing to compare with
 */
public record CostDifference(@Nullable BigDecimal fromMonthlyUsd, BigDecimal toMonthlyUsd) {
  public boolean same() {
    return fromMonthlyUsd != null && fromMonthlyUsd.compareTo(toMonthlyUsd) == 0;
  }
}
