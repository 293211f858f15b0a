package dev.slipway.starter.views;

import dev.slipway.workflows.steps.PlanChange.Difference;
import dev.slipway.workflows.timeline.PlanView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a deployment, with the names of the API.
 *
 * @param parameters what differs from the current stack
 * @param environment names of variables that are added, removed or changed; {@code set} stands for
 *     a value
 * @param expiresAt until when an approval is awaited
 * @param approvedBy who approved this exact plan
 * @param voided the approval that no longer counts, where the plan has changed since
 */
public record PlanResponse(
    String changeSetId,
    boolean creates,
    boolean empty,
    List<PlanView.Line> changes,
    List<Difference> parameters,
    List<Difference> environment,
    PlanView.@Nullable Code code,
    Cost cost,
    @Nullable Instant expiresAt,
    @Nullable String approvedBy,
    @Nullable Instant approvedAt,
    @Nullable String reason,
    @Nullable Voided voided) {

  /** A month's bill of the live revision, if there is one, and of the planned one. */
  public record Cost(@Nullable BigDecimal fromMonthlyUsd, BigDecimal toMonthlyUsd) {}

  /** Why an approval no longer counts. */
  public record Voided(
      String why, Instant at, String approvedBy, Instant approvedAt, @Nullable String reason) {}

  static PlanResponse of(PlanView view, Cost cost) {
    var comparison = view.plan().comparison();
    var approval = view.approval();
    return new PlanResponse(
        view.plan().changeSetId(),
        view.plan().creates(),
        view.plan().empty(),
        view.changes(),
        comparison == null ? List.of() : said(comparison.parameters()),
        comparison == null ? List.of() : said(comparison.environment()),
        view.code(),
        cost,
        view.expiresAt(),
        approval == null ? null : approval.by(),
        approval == null ? null : approval.at(),
        approval == null ? null : approval.reason(),
        view.voided() == null ? null : voided(view.voided()));
  }

  /** A new stack has parameters that were absent and are empty: no one decides about these. */
  private static List<Difference> said(List<Difference> differences) {
    return differences.stream().filter(one -> !isEmpty(one.from()) || !isEmpty(one.to())).toList();
  }

  private static boolean isEmpty(@Nullable String value) {
    return value == null || value.isEmpty();
  }

  private static Voided voided(PlanView.Voided voided) {
    return new Voided(
        voided.why(),
        voided.at(),
        voided.approval().by(),
        voided.approval().at(),
        voided.approval().reason());
  }
}
