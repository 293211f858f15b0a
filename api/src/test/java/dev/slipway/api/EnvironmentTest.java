package dev.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  @ParameterizedTest
  @ValueSource(strings = {"SLIPWAY_ISOLATION", "SLIPWAY_LOG_PRINTS", "MODE"})
  void documentedSettings_areAccepted(String name) {
    assertThat(Environment.requireName(name)).isEqualTo(name);
  }

  @Test
  void otherNamesOfTheRuntime_areRefused() {
    assertThatThrownBy(() -> Environment.requireName("SLIPWAY_SECRET_ARN"))
        .hasMessage(
            "environment variable: 'SLIPWAY_SECRET_ARN' (expected: SLIPWAY_ISOLATION,"
                + " SLIPWAY_LOG_PRINTS, or a name that does not begin with SLIPWAY_)");
  }
}
