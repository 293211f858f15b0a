package dev.slipway.starter.deployments;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.StarterSettings.SelfApproval;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.deploy.Decision;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who may approve what. It relies on the names that callers supply, so it is only as good as the
 * sign-in in front.
 */
@Component
final class ApprovalRule {
  private final SelfApproval self;

  @Autowired
  ApprovalRule(StarterSettings settings) {
    this(settings.approval().self());
  }

  ApprovalRule(SelfApproval self) {
    this.self = self;
  }

  /** Fails with 403 where requesters try to approve their own deployment and may not. */
  void require(String requestedBy, Decision approval) {
    if (self == SelfApproval.FORBIDDEN && approval.by().equals(requestedBy)) {
      throw ProblemException.forbidden(
          "'%s' asked for this deployment and may not approve it (expected: someone else; slipway.approval.self is forbidden)"
              .formatted(requestedBy));
    }
  }
}
