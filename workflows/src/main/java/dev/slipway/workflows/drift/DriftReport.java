package dev.slipway.workflows.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a live agent found.
 *
 * @param revision the revision it was compared with; absent when none is live
 * @param notes what could not be checked, and why
 * @param every how often it is checked automatically; absent when only on demand
 */
public record DriftReport(
    Instant checkedAt,
    DriftStatus status,
    @Nullable Integer revision,
    List<DriftFinding> findings,
    List<String> notes,
    @Nullable Duration every) {
  /** A report is kept in the agent's memo; a stack that was replaced manually needs no list. */
  private static final int MAX_FINDINGS = 40;

  public DriftReport {
    findings = findings.stream().limit(MAX_FINDINGS).toList();
    notes = notes.stream().limit(MAX_FINDINGS).toList();
  }

  /** The status follows from what was found and what could not be checked. */
  public static DriftReport of(
      Instant checkedAt,
      @Nullable Integer revision,
      List<DriftFinding> findings,
      List<String> notes) {
    DriftStatus status =
        !findings.isEmpty()
            ? DriftStatus.DRIFTED
            : notes.isEmpty() ? DriftStatus.IN_SYNC : DriftStatus.UNKNOWN;
    return new DriftReport(checkedAt, status, revision, findings, notes, null);
  }

  public DriftReport every(@Nullable Duration interval) {
    return new DriftReport(checkedAt, status, revision, findings, notes, interval);
  }
}
