package dev.slipway.activities.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.model.Architecture;
import org.junit.jupiter.api.Test;

class BlueprintTest {
  private final Blueprint blueprint = new Blueprint();

  @Test
  void adapterLayer_isOfTheRegionAndTheArchitecture() {
    assertThat(blueprint.adapterLayer("eu-west-1", Architecture.ARM64))
        .hasValueSatisfying(
            arn ->
                assertThat(arn)
                    .matches(
                        "arn:aws:lambda:eu-west-1:[0-9]{12}:layer:LambdaAdapterLayerArm64:[0-9]+"));
    assertThat(blueprint.adapterLayer("us-east-1", Architecture.X86_64))
        .hasValueSatisfying(arn -> assertThat(arn).contains(":us-east-1:", "LayerX86:"));
  }

  @Test
  void otherPartitions_haveNoAdapterLayer() {
    assertThat(blueprint.adapterLayer("cn-north-1", Architecture.X86_64)).isEmpty();
    assertThat(blueprint.adapterLayer("us-gov-west-1", Architecture.X86_64)).isEmpty();
  }
}
