package dev.slipway.workflows.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What has been done and from which input, so that a resumed deployment repeats no work with the
 * same input.
 */
final class FinishedWork {
  private final Map<Object, Object> resultsByInput = new HashMap<>();

  /** Does the work, unless it was already done from an equal input. */
  @SuppressWarnings("unchecked") // an input record belongs to one activity, and so to one result
  <I extends Record, R> R once(I input, Function<I, R> work) {
    Object finished = resultsByInput.get(input);
    if (finished != null) {
      return (R) finished;
    }
    R result = work.apply(input);
    resultsByInput.put(input, result);
    return result;
  }
}
