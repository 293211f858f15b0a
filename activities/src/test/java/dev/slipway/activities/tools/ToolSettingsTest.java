package dev.slipway.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolSettingsTest {
  @Test
  void namesAndDefaults_stay() {
    var settings = ToolSettings.from(Map.of("XDG_CACHE_HOME", "/caches"));

    assertThat(settings)
        .isEqualTo(new ToolSettings("sam", "uv", "python3", Path.of("/caches/slipway")));
  }

  @Test
  void everySetting_canBeGiven() {
    var settings =
        ToolSettings.from(
            Map.of(
                "SLIPWAY_SAM", "/t/sam",
                "SLIPWAY_UV", "/t/uv",
                "SLIPWAY_PYTHON", "/t/python",
                "SLIPWAY_CACHE", "/t/cache"));

    assertThat(settings)
        .isEqualTo(new ToolSettings("/t/sam", "/t/uv", "/t/python", Path.of("/t/cache")));
  }

  @Test
  void emptyTool_isRefused() {
    assertThatThrownBy(() -> ToolSettings.from(Map.of("SLIPWAY_UV", " ")))
        .hasMessage("SLIPWAY_UV: '' (expected: a path or the name of a program)");
  }
}
