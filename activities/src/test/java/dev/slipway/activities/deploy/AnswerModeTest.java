package dev.slipway.activities.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.InvokeMode;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

class AnswerModeTest {
  private static final String REGION = "eu-west-1";
  private static final AgentKey AGENT =
      new AgentKey("000000000000", REGION, new StackName("strands-agent-weather"));

  private static final String LAYER = "arn:aws:lambda:eu-west-1:753240598075:layer:Adapter:1";
  private static final AdapterLayers SOME = (region, architecture) -> Optional.of(LAYER);
  private static final Set<String> DECLARED =
      Set.of("InvokeMode", "AdapterLayerArn", "BedrockResources");

  @Test
  void mainThatStreams_streamsThroughTheAdapter() {
    var input = input(InvokeMode.AUTO, true, true, false, List.of());

    assertThat(parameters(input, SOME))
        .isEqualTo(Map.of("InvokeMode", "RESPONSE_STREAM", "AdapterLayerArn", LAYER));
  }

  @Test
  void mainThatDoesNotStream_isBufferedWithoutAWarning() {
    var input = input(InvokeMode.AUTO, false, true, false, List.of());

    assertThat(AnswerMode.of(REGION, input, SOME)).isEqualTo(new AnswerMode(null, List.of()));
  }

  @Test
  void streamAskedFor_winsOverWhatMainDoes() {
    var input = input(InvokeMode.STREAM, false, true, false, List.of());

    assertThat(AnswerMode.of(REGION, input, SOME).adapterLayer()).isEqualTo(LAYER);
  }

  @Test
  void bufferedAskedFor_winsOverWhatMainDoes() {
    var input = input(InvokeMode.BUFFERED, true, true, false, List.of());

    assertThat(AnswerMode.of(REGION, input, SOME).adapterLayer()).isNull();
  }

  @Test
  void packageThatHasNoRoomForTheAdapter_isBufferedAndSaysSo() {
    var input = input(InvokeMode.AUTO, true, true, false, List.of(), 255_000_000);

    assertThat(AnswerMode.of(REGION, input, SOME).adapterLayer()).isNull();
    assertThat(AnswerMode.of(REGION, input, SOME).warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.message()).contains("exceed Lambda's 250 MB"));
  }

  @Test
  void withoutTheAdapter_isBufferedAndSaysSo() {
    var input = input(InvokeMode.AUTO, true, true, false, List.of());

    assertThat(parameters(input, AdapterLayers.NONE)).isEmpty();
    assertThat(AnswerMode.of(REGION, input, AdapterLayers.NONE).warnings())
        .extracting(Finding::code)
        .containsExactly("not_streamed");
  }

  @Test
  void restApi_isBufferedAndSaysSo() {
    var mode = AnswerMode.of(REGION, input(InvokeMode.AUTO, true, true, true, List.of()), SOME);

    assertThat(mode.adapterLayer()).isNull();
    assertThat(mode.warnings().getFirst().message()).contains("REST API");
  }

  @Test
  void streamAskedForWithoutUrl_isBufferedAndSaysSo() {
    assertThat(
            AnswerMode.of(REGION, input(InvokeMode.STREAM, true, false, false, List.of()), SOME)
                .warnings())
        .hasSize(1);
    assertThat(
            AnswerMode.of(REGION, input(InvokeMode.AUTO, true, false, false, List.of()), SOME)
                .warnings())
        .isEmpty();
  }

  @Test
  void knownModels_areAllItMayCall() {
    var input = input(InvokeMode.AUTO, false, true, false, List.of("us.amazon.nova-lite-v1:0"));

    assertThat(parameters(input, SOME))
        .containsEntry(
            "BedrockResources",
            "arn:aws:bedrock:*:000000000000:inference-profile/us.amazon.nova-lite-v1:0,"
                + "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0");
  }

  /** A profile's own ARN is not enough: Bedrock also checks the models that it routes to. */
  @ParameterizedTest
  @CsvSource({
    "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-lite-v1:0,"
        + " amazon.nova-lite-v1:0",
    "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/a1b2c3d4e5f6, *"
  })
  void profiles_areAllowedWithTheirModels(String profile, String model) {
    var input = input(InvokeMode.AUTO, false, true, false, List.of(profile));

    assertThat(parameters(input, SOME))
        .containsEntry(
            "BedrockResources", profile + ",arn:aws:bedrock:*::foundation-model/" + model);
  }

  private static Map<String, String> parameters(Shipment input, AdapterLayers adapters) {
    var mode = AnswerMode.of(REGION, input, adapters);
    return StackParameters.of(
            AGENT, new DeploymentId("d-1"), input, mode, null, "slipway", DECLARED)
        .stream()
        .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
  }

  private static Shipment input(
      InvokeMode mode, boolean mainStreams, boolean url, boolean restApi, List<String> models) {
    return input(mode, mainStreams, url, restApi, models, 1);
  }

  private static Shipment input(
      InvokeMode mode,
      boolean mainStreams,
      boolean url,
      boolean restApi,
      List<String> models,
      long unzippedBytes) {
    var base = DeploymentSpec.named(new FunctionName("weather"));
    var spec =
        base.with("enable_function_url", url)
            .with("enable_api_gateway", restApi)
            .with("invoke_mode", mode);
    var file = new ArtifactRef("s3://bucket/template.yaml", "0".repeat(64), 1);
    var built = new SamBuild.Built(file, file, file, false, file, unzippedBytes);
    return new Shipment(spec, built, null, models, mainStreams);
  }
}
