package dev.slipway.starter.requests;

import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.model.QueueTerms;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads a request's terms in its agent's queue: policy, earliest and latest start. */
final class QueueTermsReader {
  /** A deployment further in the future belongs in a calendar. */
  private static final Duration FURTHEST = Duration.ofDays(30);

  private final Fields fields;
  private final Clock clock;

  QueueTermsReader(Fields fields, Clock clock) {
    this.fields = fields;
    this.clock = clock;
  }

  QueueTerms read() {
    Instant notBefore = moment("not_before");
    Instant notAfter = moment("not_after");
    if (notAfter != null && !notAfter.isAfter(clock.instant())) {
      fields.invalid(
          "not_after",
          "not_after: %s (expected: a time in the future; it is now %s)"
              .formatted(notAfter, clock.instant()));
      notAfter = null;
    }
    Instant end = notAfter;
    QueuePolicy policy = policy();
    return fields
        .read("not_after", () -> new QueueTerms(policy, notBefore, end))
        .orElse(QueueTerms.DEFAULT);
  }

  QueuePolicy policy() {
    return fields.value("queue_policy", QueuePolicy::of).orElse(QueueTerms.DEFAULT.policy());
  }

  private @Nullable Instant moment(String name) {
    return fields.value(name, text -> parse(name, text)).orElse(null);
  }

  private Instant parse(String name, String text) {
    Instant moment;
    try {
      moment = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: a time with its offset, such as 2026-11-24T22:30:00+01:00)"
              .formatted(name, text.length() <= 60 ? text : text.substring(0, 60) + "…"),
          unreadable);
    }
    if (moment.isAfter(clock.instant().plus(FURTHEST))) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: within %d days)".formatted(name, text, FURTHEST.toDays()));
    }
    return moment;
  }
}
