package dev.slipway.starter.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a view says was requested can be requested again, or as a patch. */
class SpecRoundTripTest {
  private static final int SEEDS = 500;

  @Test
  void whatIsWritten_isReadAsTheSame() {
    for (int seed = 0; seed < SEEDS; seed++) {
      DeploymentSpec spec = RandomSpecs.of(seed, "pilot");
      ObjectNode request = SpecWriter.write(spec);
      request.put("code", "def main(): pass");

      assertThat(new DeploymentRequestReader().read(request, null).spec())
          .as("seed %d: %s", seed, request)
          .isEqualTo(spec);
    }
  }

  @Test
  void aPatch_changesWhatItNames_andNothingElse() {
    for (int seed = 0; seed < SEEDS; seed++) {
      DeploymentSpec before = RandomSpecs.of(seed, "pilot");
      ObjectNode other =
          SpecWriter.write(RandomSpecs.of(SEEDS + seed, "pilot", before.deploymentType()));
      other.remove(List.of("function_name", "deployment_type"));
      if (before.approval() == Approval.REQUIRED) {
        other.remove("approval"); // a patch may ask for approval, and not take it away
      }
      for (String name : other.propertyNames()) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode patch = body.putObject("patch");
        patch.set(name, other.get(name));
        if (name.equals("function_url_auth")) {
          patch.put("allow_public", true);
        }
        var retry = new PatchReader().readRetry(Upload.of(body), Optional.of(before));
        ObjectNode after = SpecWriter.write(retry.spec() == null ? before : retry.spec());

        ObjectNode expected = SpecWriter.write(before);
        if (!name.equals("allow_public")) {
          expected.set(name, other.get(name));
        }
        expected.remove("allow_public");
        after.remove("allow_public");
        assertThat(after).as("seed %d: %s", seed, body).isEqualTo(expected);
      }
    }
  }

  @Test
  void aPatch_cannotTakeTheApprovalAway() {
    var before =
        DeploymentSpec.named(new FunctionName("pilot")).with("approval", Approval.REQUIRED);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("patch").put("approval", "none").put("memory_size", 1024);

    var refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> new PatchReader().readRetry(Upload.of(body), Optional.of(before)));

    assertThat(refused.problem().errors())
        .extracting(FieldError::message)
        .singleElement()
        .asString()
        .contains("patch.approval: 'none' (expected: required");
  }

  @Test
  void theDefaults_areWhatAnEmptyRequestGets() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("function_name", "pilot").put("code", "def main(): pass");

    assertThat(new DeploymentRequestReader().read(request, null).spec())
        .isEqualTo(DeploymentSpec.named(new FunctionName("pilot")));
  }
}
