package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.OnFailure;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.PlanChange.Comparison;
import dev.slipway.workflows.steps.PlanChange.Plan;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovedTest {
  private static final DeploymentSpec SPEC =
      DeploymentSpec.named(new FunctionName("pilot")).with("approval", Approval.REQUIRED);

  private static final Approved APPROVED = new Approved(plan("a"), shipment("one", SPEC, null));

  private static Plan plan(String fingerprint) {
    return new Plan(
        "change-set", "stack", false, false, List.of(), List.of(), comparison(fingerprint));
  }

  private static Plan empty(String fingerprint) {
    return new Plan("", "stack", false, true, List.of(), List.of(), comparison(fingerprint));
  }

  private static Comparison comparison(String fingerprint) {
    return new Comparison(List.of(), List.of(), null, fingerprint);
  }

  private static Shipment shipment(String code, DeploymentSpec spec, @Nullable SecretRef secret) {
    var file =
        new ArtifactRef("s3://bucket/" + code, (code.equals("one") ? "1" : "2").repeat(64), 1);
    return new Shipment(
        spec, new SamBuild.Built(file, file, file, false, file, 1), secret, List.of(), false);
  }

  @Test
  void sameThing_isCovered_alsoOnceTheStackHasChanged() {
    assertThat(APPROVED.covers(plan("a"), shipment("one", SPEC, null))).isTrue();
    assertThat(APPROVED.covers(empty("b"), shipment("one", SPEC, null))).isTrue();
    assertThat(APPROVED.covers(plan("b"), shipment("one", SPEC, null))).isFalse();
  }

  @Test
  void whatElseGoesLive_isNot_thoughTheStackStays() {
    var variables = SPEC.with("environment_variables", Map.of("TEA", "green"));
    var keys = new SecretRef("arn:secret", "v1", List.of("KEY"));

    assertThat(APPROVED.covers(empty("a"), shipment("two", SPEC, null))).isFalse();
    assertThat(APPROVED.covers(plan("a"), shipment("two", SPEC, null))).isFalse();
    assertThat(APPROVED.covers(empty("a"), shipment("one", variables, null))).isFalse();
    assertThat(APPROVED.covers(empty("a"), shipment("one", SPEC, keys))).isFalse();
  }

  @Test
  void whatIsSaidOfTheDeploymentItself_changesNothing() {
    var kept = SPEC.with("on_failure", OnFailure.KEEP).with("smoke_test", null);

    assertThat(APPROVED.covers(plan("a"), shipment("one", kept, null))).isTrue();
  }
}
