package dev.slipway.starter.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.starter.StarterSettings.SelfApproval;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.deploy.Decision;
import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
  @Test
  void whereSelfApprovalIsForbidden_theRequesterIsRefused_byNameAndRule() {
    var rule = new ApprovalRule(SelfApproval.FORBIDDEN);

    assertThatThrownBy(() -> rule.require("kim", new Decision("kim", "fine")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(403);
              assertThat(refused.problem().detail()).contains("'kim'", "slipway.approval.self");
            });
    rule.require("kim", new Decision("robin", "fine"));
  }

  @Test
  void whereItIsAllowed_anyoneMay() {
    new ApprovalRule(SelfApproval.ALLOWED).require("kim", new Decision("kim", null));
  }
}
