package dev.slipway.starter.estimate;

import dev.slipway.api.Target;
import java.util.List;

/** What the agent would best run on, and why. */
public record TargetAdvice(Target recommended, List<Reason> reasons) {
  public TargetAdvice {
    reasons = List.copyOf(reasons);
  }

  /**
   * One reason.
   *
   * @param code its stable name
   * @param target what it speaks for
   */
  public record Reason(String code, Target target, String message) {}
}
