package dev.slipway.starter.deployments;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.StarterSettings.SelfApproval;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.deploy.Decision;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who may approve what. It goes by the names that callers bring, so it is only as good as the
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

  /** Ends with 403 where somebody approves what the same one asked for, and may not. */
  void require(String requestedBy, Decision approval) {
    if (self == SelfApproval.FORBIDDEN && approval.by().equals(requestedBy)) {
      throw ProblemException.forbidden(
          "'%s' asked for this deployment and may not approve it (expected: somebody else; slipway.approval.self is forbidden)"
              .formatted(requestedBy));
    }
  }
}
