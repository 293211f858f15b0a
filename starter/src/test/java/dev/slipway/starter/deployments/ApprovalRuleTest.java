package dev.slipway.starter.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.Principal;
import dev.slipway.api.Requester;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.workflows.timeline.DeploymentView.DecisionView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalRuleTest {
  private static final Principal KIM = person("https://login.example", "kim");
  private static final Principal ROBIN = person("https://login.example", "robin");

  private static Principal person(String issuer, String subject) {
    return new Principal(issuer, subject, "Somebody", "identity provider", null);
  }

  private static Requester by(Principal principal) {
    return new Requester(principal, null);
  }

  private static DecisionView retry(Principal by, boolean changes) {
    return new DecisionView("retry", changes, Instant.EPOCH, by.name(), null, by(by));
  }

  @Test
  void whoAskedForIt_mayNotApproveIt_whateverNameTheyUse() {
    var rule = new ApprovalRule(false);
    var usingToken = new Principal(KIM.issuer(), KIM.subject(), "ci", "API token", "0123");

    assertThatThrownBy(() -> rule.require(by(KIM), List.of(), KIM))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(403));
    assertThatThrownBy(() -> rule.require(by(KIM), List.of(), usingToken))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> rule.require(by(KIM), List.of(), ROBIN)).doesNotThrowAnyException();
  }

  @Test
  void whoChangedIt_mayNotApproveItEither_butWhoOnlyRetriedItMay() {
    var rule = new ApprovalRule(false);

    assertThatThrownBy(() -> rule.require(by(KIM), List.of(retry(ROBIN, true)), ROBIN))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> rule.require(by(KIM), List.of(retry(ROBIN, false)), ROBIN))
        .doesNotThrowAnyException();
  }

  @Test
  void theSameSubjectOfAnotherIssuer_isSomebodyElse() {
    var namesake = person("https://other.example", "kim");

    assertThatCode(() -> new ApprovalRule(false).require(by(KIM), List.of(), namesake))
        .doesNotThrowAnyException();
  }

  @Test
  void onAServerOfOnesOwn_anyoneMay() {
    assertThatCode(() -> new ApprovalRule(true).require(by(KIM), List.of(), KIM))
        .doesNotThrowAnyException();
  }
}
