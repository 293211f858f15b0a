package dev.slipway.activities.deploy;

import dev.slipway.activities.build.PackageLimit;
import dev.slipway.api.InvokeMode;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the agent will answer, and what keeps it from streaming.
 *
 * @param adapterLayer through which it streams; absent when it answers all at once
 * @param warnings why an agent that streams does not stream here
 */
record AnswerMode(@Nullable String adapterLayer, List<Finding> warnings) {
  /** The adapter's binary, unzipped, and some room. */
  private static final long ADAPTER_BYTES = 10_000_000;

  private static final AnswerMode BUFFERED = new AnswerMode(null, List.of());

  static AnswerMode of(String region, Shipment shipment, AdapterLayers adapters) {
    var spec = shipment.spec();
    if (!wanted(spec.invokeMode(), shipment.streams())) {
      return BUFFERED;
    }
    if (!spec.enableFunctionUrl()) {
      return spec.invokeMode() == InvokeMode.STREAM
          ? instead("only a function URL streams, and this agent has none", "enable_function_url")
          : BUFFERED;
    }
    if (spec.enableApiGateway()) {
      return instead(
          "a REST API cannot stream an answer", "leave enable_api_gateway out to stream");
    }
    if (PackageLimit.LAMBDA.exceededBy(shipment.built().unzippedBytes() + ADAPTER_BYTES)) {
      return instead(
          "with the Lambda Web Adapter's layer the package would exceed Lambda's 250 MB",
          "leave out packages that the agent does not use to stream");
    }
    return adapters
        .find(region, spec.architecture())
        .map(layer -> new AnswerMode(layer, List.of()))
        .orElseGet(
            () ->
                instead(
                    "the Lambda Web Adapter's layer is not available in this region or account",
                    "deploy to a commercial AWS region to stream"));
  }

  private static boolean wanted(InvokeMode mode, boolean mainStreams) {
    return switch (mode) {
      case AUTO -> mainStreams;
      case BUFFERED -> false;
      case STREAM -> true;
    };
  }

  private static AnswerMode instead(String reason, String hint) {
    return new AnswerMode(
        null,
        List.of(
            new Finding(
                "not_streamed",
                null,
                null,
                "The agent answers all at once, without streaming: " + reason,
                hint)));
  }
}
