package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @ParameterizedTest
  @ValueSource(strings = {"SLIPWAY_LOG_PRINTS", "MODE"})
  void documentedSettings_areAccepted(String name) {
    assertThat(Environment.requireName(name)).isEqualTo(name);
  }

  /** Lambda's model: [a-zA-Z]([a-zA-Z0-9_])+ */
  @ParameterizedTest
  @ValueSource(strings = {"A", "_A", "1A", "A-B", "Ä1", ""})
  void namesThatLambdaRefuses_areRefused(String name) {
    assertThatThrownBy(() -> Environment.requireName(name))
        .hasMessageContaining("2 to 255 letters, digits and '_', beginning with a letter");
  }

  @Test
  void isolation_isAFieldOfTheRequest() {
    assertThatThrownBy(() -> Environment.requireName("SLIPWAY_ISOLATION"))
        .hasMessageContaining("expected: the field isolation");
  }

  @Test
  void otherNamesOfTheRuntime_areRefused() {
    assertThatThrownBy(() -> Environment.requireName("SLIPWAY_SECRET_ARN"))
        .hasMessage(
            "environment variable: 'SLIPWAY_SECRET_ARN' (expected: SLIPWAY_LOG_PRINTS,"
                + " or a name that does not begin with SLIPWAY_)");
  }
}
