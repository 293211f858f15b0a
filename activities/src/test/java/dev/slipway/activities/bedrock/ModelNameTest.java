package dev.slipway.activities.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "amazon.nova-lite-v1:0, amazon.nova-lite-v1:0",
    "anthropic.claude-sonnet-4-6, anthropic.claude-sonnet-4-6",
    "deepseek.v3.2, deepseek.v3.2",
    "arn:aws:bedrock:us-east-1::foundation-model/openai.gpt-oss-120b-1:0, openai.gpt-oss-120b-1:0",
  })
  void foundationModels(String name, String model) {
    assertThat(new ModelName(name).foundationModel()).contains(model);
    assertThat(new ModelName(name).isProfile()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us.amazon.nova-lite-v1:0",
        "us-gov.anthropic.claude-sonnet-4-6",
        "arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/a1b2c3d4e5f6",
      })
  void profiles(String name) {
    assertThat(new ModelName(name).isProfile()).isTrue();
    assertThat(new ModelName(name).foundationModel()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gpt-4o",
        "Claude 3.5",
        "us.amazon nova",
        "a1b2c3d4e5f6",
        "arn:aws:bedrock:us-east-1:000000000000:provisioned-model/a1b2c3d4e5f6",
        "arn:aws:bedrock:us-east-1:000000000000:inference-profile/two words",
      })
  void whatBedrockCouldNotBeAskedAbout_isNeither(String name) {
    assertThat(new ModelName(name).isProfile()).isFalse();
    assertThat(new ModelName(name).foundationModel()).isEmpty();
  }
}
