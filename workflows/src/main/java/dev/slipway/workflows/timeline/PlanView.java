package dev.slipway.workflows.timeline;

import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.steps.PlanChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a deployment, and what people said to it.
 *
 * @param code absent until the source is frozen
 * @param liveSpec how the live revision runs; absent when nothing is live
 * @param expiresAt until when an approval is waited for; absent when none is
 * @param approval who agreed to this very plan
 * @param voided what became of an earlier approval, where the plan has changed since
 */
public record PlanView(
    PlanChange.Plan plan,
    List<Line> changes,
    @Nullable Code code,
    @Nullable DeploymentSpec liveSpec,
    @Nullable Instant expiresAt,
    @Nullable Verdict approval,
    @Nullable Voided voided) {

  /**
   * One change.
   *
   * @param interrupts what it interrupts, in plain words; absent when nothing
   */
  public record Line(
      String action,
      String logicalId,
      String resourceType,
      String replacement,
      @Nullable String interrupts) {}

  /** The frozen source and the locked dependencies, by their hashes; {@code from} is the live. */
  public record Code(
      @Nullable String fromSha256,
      String toSha256,
      @Nullable String fromLockSha256,
      @Nullable String toLockSha256,
      @Nullable Integer linesAdded,
      @Nullable Integer linesRemoved) {}

  /** Who agreed, when and why. */
  public record Verdict(String by, Instant at, @Nullable String reason) {}

  /** An approval that no longer counts, and what has changed since. */
  public record Voided(Verdict approval, Instant at, String why) {}
}
