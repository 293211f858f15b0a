package dev.slipway.workflows.model;

import dev.slipway.api.QueuePolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request's terms in its agent's queue.
 *
 * @param notBefore its turn comes no earlier; immediately when absent
 * @param notAfter its turn comes by then or not at all; any time when absent
 */
public record QueueTerms(
    QueuePolicy policy, @Nullable Instant notBefore, @Nullable Instant notAfter) {
  public static final QueueTerms DEFAULT = new QueueTerms(QueuePolicy.QUEUE, null, null);

  public QueueTerms {
    if (notBefore != null && notAfter != null && !notAfter.isAfter(notBefore)) {
      throw new IllegalArgumentException(
          "not_after: %s (expected: later than not_before, %s)".formatted(notAfter, notBefore));
    }
  }

  public boolean tooEarly(Instant now) {
    return notBefore != null && now.isBefore(notBefore);
  }

  public boolean tooLate(Instant now) {
    return notAfter != null && !now.isBefore(notAfter);
  }
}
