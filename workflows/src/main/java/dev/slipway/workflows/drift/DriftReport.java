package dev.slipway.workflows.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a live agent has found.
 *
 * @param revision the revision it was compared with; absent when none is live
 * @param notes what could not be looked at, and why
 * @param every how often it is looked at by itself; absent when only on demand
 */
public record DriftReport(
    Instant checkedAt,
    DriftStatus status,
    @Nullable Integer revision,
    List<DriftFinding> findings,
    List<String> notes,
    @Nullable Duration every) {
  /** A report stands in the agent's memo; a stack that was replaced by hand needs no list. */
  private static final int MAX_FINDINGS = 40;

  public DriftReport {
    findings = findings.stream().limit(MAX_FINDINGS).toList();
    notes = notes.stream().limit(MAX_FINDINGS).toList();
  }

  /** The status follows from what was found and from what could not be looked at. */
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
