package dev.slipway.activities.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Architecture;
import org.junit.jupiter.api.Test;

class TemplateBundleTest {
  private final TemplateBundle bundle = new TemplateBundle();

  @Test
  void adapterLayer_isOfTheRegionAndTheArchitecture() {
    assertThat(bundle.adapterLayer("eu-west-1", Architecture.ARM64))
        .hasValueSatisfying(
            arn ->
                assertThat(arn)
                    .matches(
                        "arn:aws:lambda:eu-west-1:[0-9]{12}:layer:LambdaAdapterLayerArm64:[0-9]+"));
    assertThat(bundle.adapterLayer("us-east-1", Architecture.X86_64))
        .hasValueSatisfying(arn -> assertThat(arn).contains(":us-east-1:", "LayerX86:"));
  }

  @Test
  void otherPartitions_haveNoAdapterLayer() {
    assertThat(bundle.adapterLayer("cn-north-1", Architecture.X86_64)).isEmpty();
    assertThat(bundle.adapterLayer("us-gov-west-1", Architecture.X86_64)).isEmpty();
  }
}
