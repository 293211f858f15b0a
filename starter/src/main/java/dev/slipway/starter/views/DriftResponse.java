package dev.slipway.starter.views;

import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.drift.DriftStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a live agent found, with the names of the API.
 *
 * @param notes what could not be checked, and why
 * @param every how often it is checked automatically, such as {@code 6h}; absent when only on
 *     demand
 */
public record DriftResponse(
    Instant checkedAt,
    DriftStatus status,
    @Nullable Integer revision,
    List<DriftFinding> findings,
    List<String> notes,
    @Nullable String every) {

  public static DriftResponse of(DriftReport report) {
    return new DriftResponse(
        report.checkedAt(),
        report.status(),
        report.revision(),
        report.findings(),
        report.notes(),
        report.every() == null ? null : words(report.every()));
  }

  private static String words(Duration every) {
    if (every.toMinutes() % 60 != 0) {
      return every.toMinutes() + "m";
    }
    return every.toHours() % 24 == 0 ? every.toDays() + "d" : every.toHours() + "h";
  }
}
