package dev.slipway.activities.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.ReuseRevision.Input;
import dev.slipway.workflows.steps.ReuseRevision.Reused;
import dev.slipway.workflows.steps.SamBuild;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReuseRevisionActivityTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-a"));
  private static final DeploymentId OLD = new DeploymentId("d-1");
  private static final DeploymentId NEW = new DeploymentId("r-9");
  private static final String TEMPLATE =
      """
      Resources:
        AgentFunction:
          Properties:
            CodeUri: s3://bucket/old
      """;

  private final FakeArtifacts artifacts = new FakeArtifacts();
  private boolean keysThere = true;

  @Test
  void copies_areTheSameBytesAtAddressesOfTheNewDeployment() {
    Input input = input();
    Reused reused = activity().reuseRevision(input);

    String prefix = ArtifactKeys.deployedBy(AGENT.stackName(), NEW);
    assertThat(reused.source().key()).startsWith(prefix).endsWith("/source.zip");
    assertThat(reused.source().sha256()).isEqualTo(input.source().sha256());
    assertThat(reused.built().code().key()).startsWith(prefix).endsWith("/function.zip");
    assertThat(reused.built().code().sha256()).isEqualTo(input.built().code().sha256());
    assertThat(reused.built().layer()).isEqualTo(input.built().layer());
    assertThat(text(reused.built().template()))
        .contains("CodeUri: \"" + reused.built().code().uri());
    assertThat(text(input.built().template())).isEqualTo(TEMPLATE);
  }

  @Test
  void runTwice_givesTheSame() {
    Input input = input();
    assertThat(activity().reuseRevision(input)).isEqualTo(activity().reuseRevision(input));
  }

  @Test
  void everythingThatIsMissing_isNamed_andNothingIsStored() {
    Input input = input();
    artifacts.objects.remove(input.built().code().key());
    artifacts.objects.remove(input.built().layer().key());
    keysThere = false;

    var thrown =
        catchThrowableOfType(ApplicationFailure.class, () -> activity().reuseRevision(input));

    Failure failure = Failures.explain(thrown);
    assertThat(failure.type()).isEqualTo(FailureType.REVISION_GONE);
    assertThat(failure.message()).contains("revision 3");
    assertThat(failure.evidence())
        .containsExactly(
            "object " + input.built().code().uri(),
            "object " + input.built().layer().uri(),
            "secret arn:keys");
    assertThat(artifacts.objects.keySet()).noneMatch(key -> key.contains("r-9"));
  }

  private ReuseRevisionActivity activity() {
    return new ReuseRevisionActivity(artifacts, (region, arn) -> keysThere);
  }

  private Input input() {
    return new Input(
        NEW,
        AGENT,
        3,
        stored("source.zip", "source"),
        new SamBuild.Built(
            stored("template.yaml", TEMPLATE),
            stored("lock", "lock"),
            stored("layer.zip", "layer"),
            false,
            stored("function.zip", "function"),
            1_000),
        new SecretRef("arn:keys", "v1", List.of("KEY")));
  }

  private ArtifactRef stored(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String key = ArtifactKeys.deployed(AGENT.stackName(), OLD, name, Sha256.of(bytes));
    return artifacts.put(AGENT.region(), key, bytes);
  }

  private String text(ArtifactRef ref) {
    return new String(artifacts.read(AGENT.region(), ref), StandardCharsets.UTF_8);
  }
}
