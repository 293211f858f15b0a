package dev.slipway.starter;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Temporal's own web interface, for links.
 *
 * @param ui its address; no links when absent
 */
@ConfigurationProperties("slipway.temporal")
public record TemporalUi(@Nullable URI ui) {
  public TemporalUi {
    ui =
        ui == null || ui.toString().isBlank()
            ? null
            : StarterSettings.requireHttp("slipway.temporal.ui", ui);
  }
}
