package dev.slipway.activities.deploy;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.SessionStore;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** The values of the template's parameters. */
final class StackParameters {
  private StackParameters() {}

  /**
   * The values that the template declares, ordered by name.
   *
   * @param boundary ARN of the permissions boundary of agents' roles; absent for none
   * @param bucket where an agent keeps its conversations if it does
   */
  static List<Parameter> of(
      AgentKey agent,
      DeploymentId deployment,
      Shipment shipment,
      AnswerMode mode,
      @Nullable String boundary,
      String bucket,
      Set<String> declared) {
    var values = values(shipment, mode);
    if (boundary != null) {
      values.put("PermissionsBoundary", boundary);
    }
    if (shipment.spec().session() == SessionStore.S3) {
      values.put("SessionBucket", bucket);
      values.put("SessionPrefix", ArtifactKeys.sessions(agent.stackName()));
    }
    values.put("DeploymentId", deployment.value());
    var models = ModelArns.of(agent, shipment.models(), shipment.spec().permissions());
    if (!models.isEmpty()) {
      values.put("BedrockResources", models);
    }
    return values.entrySet().stream()
        .filter(value -> declared.contains(value.getKey()))
        .map(
            value ->
                Parameter.builder()
                    .parameterKey(value.getKey())
                    .parameterValue(value.getValue())
                    .build())
        .toList();
  }

  private static Map<String, String> values(Shipment shipment, AnswerMode mode) {
    var spec = shipment.spec();
    var values = new TreeMap<String, String>();
    values.put("FunctionName", spec.functionName().value());
    values.put("Runtime", spec.runtime().wireName());
    values.put("Architecture", spec.architecture().wireName());
    values.put("MemorySize", String.valueOf(spec.memorySize()));
    values.put("Timeout", String.valueOf(spec.timeout().toSeconds()));
    values.put("EphemeralStorage", String.valueOf(spec.ephemeralStorage()));
    values.put("EnableFunctionUrl", String.valueOf(spec.enableFunctionUrl()));
    values.put("FunctionUrlAuth", spec.functionUrlAuth().wireName());
    values.put("RestApiAuth", spec.functionUrlAuth().wireName());
    values.put("EnableRestApi", String.valueOf(spec.enableApiGateway()));
    values.put("CorsAllowOrigin", spec.corsAllowOrigin());
    values.put("LogRetentionDays", String.valueOf(spec.logRetentionDays()));
    values.put("Tracing", spec.tracing() ? "Active" : "PassThrough");
    values.put("ProvisionedConcurrency", String.valueOf(spec.provisionedConcurrency()));
    if (spec.reservedConcurrency() != null) {
      values.put("ReservedConcurrency", String.valueOf(spec.reservedConcurrency()));
    }
    if (spec.vpcConfig() != null) {
      values.put("SubnetIds", String.join(",", spec.vpcConfig().subnetIds()));
      values.put("SecurityGroupIds", String.join(",", spec.vpcConfig().securityGroupIds()));
    }
    values.put("Isolation", spec.isolation().wireName());
    values.put("ManagedPolicyArns", String.join(",", spec.managedPolicies()));
    if (shipment.secret() != null) {
      values.put("SecretArn", shipment.secret().arn());
      values.put("SecretVersionId", shipment.secret().versionId());
    }
    if (mode.adapterLayer() != null) {
      values.put("InvokeMode", "RESPONSE_STREAM");
      values.put("AdapterLayerArn", mode.adapterLayer());
    }
    return values;
  }
}
