package dev.slipway.workflows.timeline;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.workflows.steps.PlanChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a deployment, and what people decided about it.
 *
 * @param code absent until the source is frozen
 * @param liveSpec how the live revision runs; absent when nothing is live
 * @param expiresAt when the wait for an approval ends; absent if there is none
 * @param approval who approved exactly this plan
 * @param voided an earlier approval that no longer counts because the plan has changed since
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
   * @param interrupts what it interrupts, in plain English; absent if nothing
   */
  public record Line(
      String action,
      String logicalId,
      String resourceType,
      String replacement,
      @Nullable String interrupts) {}

  /** The frozen source and the locked dependencies, by hash; {@code from} is the live one. */
  public record Code(
      @Nullable String fromSha256,
      String toSha256,
      @Nullable String fromLockSha256,
      @Nullable String toLockSha256,
      @Nullable Integer linesAdded,
      @Nullable Integer linesRemoved) {}

  /** Who approved, when and why. */
  public record Verdict(String by, Instant at, @Nullable String reason) {}

  /** An approval that no longer counts, and what has changed since. */
  public record Voided(Verdict approval, Instant at, String why) {}
}
