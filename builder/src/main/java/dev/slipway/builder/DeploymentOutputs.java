package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A deployment's outputs, with the builder's names. It knows two functions, one that answers all at
 * once and one that streams; here both are the same function, and only one of them is named.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DeploymentOutputs(
    String functionArn,
    @Nullable String apiEndpoint,
    String functionName,
    String region,
    @Nullable Integer memorySize,
    @Nullable Long timeout,
    boolean streamingCapable,
    String deploymentType,
    @Nullable String pythonFunctionArn,
    @Nullable String pythonStreamFunctionArn,
    @Nullable String syncFunctionUrl,
    @Nullable String streamFunctionUrl,
    @Nullable String invokeEndpoint,
    @Nullable String streamingInvokeEndpoint) {
  static Optional<DeploymentOutputs> of(DeploymentView view) {
    if (!(view.outputs() instanceof FunctionOutputs outputs)) {
      return Optional.empty();
    }
    var spec = view.spec();
    boolean streams = view.streams();
    String url = first(outputs.localFunctionUrl(), outputs.functionUrl());
    String api = first(outputs.localApiEndpoint(), outputs.apiEndpoint());
    return Optional.of(
        new DeploymentOutputs(
            outputs.functionArn(),
            api,
            outputs.functionName(),
            view.agent().region(),
            spec == null ? null : spec.memorySize(),
            spec == null ? null : spec.timeout().toSeconds(),
            streams,
            streams ? "stream_only" : "sync_only",
            streams ? null : outputs.functionArn(),
            streams ? outputs.functionArn() : null,
            streams ? null : url,
            streams ? url : null,
            first(url, api),
            streams ? url : null));
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
