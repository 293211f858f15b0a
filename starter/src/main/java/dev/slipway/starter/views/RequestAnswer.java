package dev.slipway.starter.views;

import dev.slipway.workflows.model.Approval;
import dev.slipway.workflows.model.Architecture;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.model.FunctionUrlAuth;
import dev.slipway.workflows.model.OnFailure;
import dev.slipway.workflows.model.PythonRuntime;
import dev.slipway.workflows.model.VpcConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was requested, with the names of the request; never code or keys.
 *
 * @param timeout in seconds
 * @param ttlSeconds how long the agent lives; permanently when absent
 */
public record RequestAnswer(
    String functionName,
    PythonRuntime runtime,
    Architecture architecture,
    int memorySize,
    long timeout,
    Map<String, String> environmentVariables,
    List<String> requirements,
    Map<String, String> tags,
    boolean enableFunctionUrl,
    FunctionUrlAuth functionUrlAuth,
    boolean enableApiGateway,
    @Nullable VpcConfig vpcConfig,
    OnFailure onFailure,
    Approval approval,
    @Nullable Long ttlSeconds) {
  static RequestAnswer of(DeploymentSpec spec) {
    var ttl = spec.ttl();
    return new RequestAnswer(
        spec.functionName().value(),
        spec.runtime(),
        spec.architecture(),
        spec.memoryMegabytes(),
        spec.timeout().toSeconds(),
        spec.environment(),
        spec.requirements(),
        spec.tags(),
        spec.exposure().functionUrl(),
        spec.exposure().auth(),
        spec.exposure().restApi(),
        spec.vpc(),
        spec.onFailure(),
        spec.approval(),
        ttl == null ? null : ttl.toSeconds());
  }
}
