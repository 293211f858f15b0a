package dev.slipway.starter.deployments;

import dev.slipway.api.Principal;
import dev.slipway.api.Requester;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.StarterSettings.SelfApproval;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who may approve what: nobody approves what they requested or changed themselves, unless the
 * server is one person's own.
 */
@Component
final class ApprovalRule {
  private final boolean selfAllowed;

  @Autowired
  ApprovalRule(StarterSettings settings, ServerRules rules) {
    this(
        settings.approval().self() == SelfApproval.ALLOWED
            || (settings.approval().self() == SelfApproval.UNLESS_SHARED
                && rules.access().issuers().isEmpty()));
  }

  ApprovalRule(boolean selfAllowed) {
    this.selfAllowed = selfAllowed;
  }

  /** Fails with 403 where somebody tries to approve what they asked for or changed. */
  void require(DeploymentView view, Principal approver) {
    require(view.requester(), view.decisions(), approver);
  }

  void require(@Nullable Requester requester, List<DecisionView> decisions, Principal approver) {
    if (!selfAllowed && authors(requester, decisions).anyMatch(approver::isSamePerson)) {
      throw ProblemException.forbidden(
          "%s asked for this deployment or changed it, and may not approve it (expected: someone else)"
              .formatted(approver.name()));
    }
  }

  private static Stream<Principal> authors(
      @Nullable Requester requester, List<DecisionView> decisions) {
    return Stream.concat(
            Stream.ofNullable(requester),
            decisions.stream()
                .filter(DecisionView::changes)
                .map(DecisionView::requester)
                .filter(Objects::nonNull))
        .map(Requester::principal);
  }
}
