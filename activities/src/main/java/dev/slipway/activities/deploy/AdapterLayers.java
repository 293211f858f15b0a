package dev.slipway.activities.deploy;

import dev.slipway.api.Architecture;
import java.util.Optional;

/** Finds the Lambda Web Adapter's layer, through which Python streams. */
public interface AdapterLayers {
  /** Nothing streams. */
  AdapterLayers NONE = (region, architecture) -> Optional.empty();

  Optional<String> find(String region, Architecture architecture);
}
