package dev.slipway.activities.deploy;

import dev.slipway.activities.bedrock.ModelName;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.SessionStore;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/** The values of the template's parameters. */
final class StackParameters {
  /**
   * Characters of models' ARNs. IAM allows 10,240 for all of a role's policies together, which
   * during an update are the live version's as well; with more, the agent may call any model. What
   * the request allows counts too.
   */
  private static final int MAX_MODELS = 3_000;

  private static final String ANY_REGION = "arn:aws:bedrock:*::foundation-model/";

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
    var models = bedrock(agent, shipment.models());
    int others = shipment.spec().permissions().toString().length();
    if (!models.isEmpty() && models.length() + others <= MAX_MODELS) {
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

  private static String bedrock(AgentKey agent, List<String> models) {
    return models.stream()
        .map(ModelName::new)
        .flatMap(model -> arns(agent, model))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static Stream<String> arns(AgentKey agent, ModelName model) {
    if (model.isArn()) {
      return Stream.concat(Stream.of(model.text()), modelsBehind(model));
    }
    // A call through a profile needs both, the model in every region it routes to.
    return model
        .modelOfProfile()
        .map(
            behind ->
                Stream.of(
                    "arn:aws:bedrock:*:%s:inference-profile/%s"
                        .formatted(agent.account(), model.text()),
                    ANY_REGION + behind))
        .orElseGet(() -> Stream.of(ANY_REGION + model.text()));
  }

  /** An application's profile does not say which model it stands for. */
  private static Stream<String> modelsBehind(ModelName arn) {
    return arn.modelOfProfile()
        .map(behind -> Stream.of(ANY_REGION + behind))
        .orElseGet(
            () ->
                arn.text().contains("inference-profile/")
                    ? Stream.of(ANY_REGION + "*")
                    : Stream.empty());
  }
}
