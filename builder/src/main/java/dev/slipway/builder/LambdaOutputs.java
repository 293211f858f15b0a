package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.timeline.DeploymentView;
import org.jspecify.annotations.Nullable;

/**
 * Where an agent on Lambda is. The builder knows two functions, one that answers all at once and
 * one that streams; here both are the same function, and only one of them is named.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record LambdaOutputs(
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
    @Nullable String streamingInvokeEndpoint)
    implements DeploymentOutputs {
  static LambdaOutputs of(DeploymentView view, FunctionOutputs outputs) {
    var spec = view.spec();
    boolean streams = view.streams();
    String url = first(outputs.localFunctionUrl(), outputs.functionUrl());
    String api = first(outputs.localApiEndpoint(), outputs.apiEndpoint());
    return new LambdaOutputs(
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
        streams ? url : null);
  }

  @Override
  public String arn() {
    return functionArn;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null ? other : one;
  }
}
