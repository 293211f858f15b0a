package dev.slipway.activities.agentcore;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.RuntimeName;
import dev.slipway.api.VpcConfig;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.Shipment;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.AgentRuntimeArtifact;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.LifecycleConfiguration;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkConfiguration;
import software.amazon.awssdk.services.bedrockagentcorecontrol.model.NetworkMode;

/** All that makes one version of a runtime what it is. */
record WantedRuntime(
    AgentKey agent,
    DeploymentSpec spec,
    ArtifactRef code,
    String roleArn,
    SortedMap<String, String> environment) {
  /** Enough to distinguish the versions of one runtime. */
  private static final int EDITION_DIGITS = 16;

  static WantedRuntime of(AgentKey agent, Shipment shipment, String roleArn) {
    var environment = new TreeMap<>(shipment.spec().environmentVariables());
    environment.put("BYPASS_TOOL_CONSENT", "true");
    if (shipment.secret() != null) {
      environment.put("SLIPWAY_SECRET_ARN", shipment.secret().arn());
      environment.put("SLIPWAY_SECRET_VERSION_ID", shipment.secret().versionId());
    }
    return new WantedRuntime(agent, shipment.spec(), shipment.built().code(), roleArn, environment);
  }

  String name() {
    return RuntimeName.of(spec.functionName()).value();
  }

  /**
   * What a version says about itself: whose it is, and its edition. Equal ones are the same
   * version, so that a repeated attempt and a rollback find it instead of making another.
   */
  String description() {
    return "%s (%s)".formatted(signature(agent), edition());
  }

  /** How the description of every version of an agent begins. */
  static String signature(AgentKey agent) {
    return "AI agent deployed by Slipway: stack " + agent.stackName();
  }

  private String edition() {
    String content =
        String.join(
            "\n",
            code.sha256(),
            roleArn,
            spec.runtime().wireName(),
            environment.toString(),
            String.valueOf(spec.vpcConfig()),
            spec.sessionIdleTimeout().toString(),
            spec.sessionMaxLifetime().toString());
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8)).substring(0, EDITION_DIGITS);
  }

  AgentRuntimeArtifact artifact() {
    return AgentRuntimeArtifact.builder()
        .codeConfiguration(
            configuration ->
                configuration
                    .code(stored -> stored.s3(s3 -> s3.bucket(code.bucket()).prefix(code.key())))
                    .runtime(python())
                    .entryPoint(TemplateBundle.RUNTIME_ENTRY))
        .build();
  }

  private String python() {
    return "PYTHON_3_" + spec.runtime().minor();
  }

  NetworkConfiguration network() {
    VpcConfig vpc = spec.vpcConfig();
    return vpc == null
        ? NetworkConfiguration.builder().networkMode(NetworkMode.PUBLIC).build()
        : NetworkConfiguration.builder()
            .networkMode(NetworkMode.VPC)
            .networkModeConfig(
                config -> config.subnets(vpc.subnetIds()).securityGroups(vpc.securityGroupIds()))
            .build();
  }

  LifecycleConfiguration lifecycle() {
    return LifecycleConfiguration.builder()
        .idleRuntimeSessionTimeout((int) spec.sessionIdleTimeout().toSeconds())
        .maxLifetime((int) spec.sessionMaxLifetime().toSeconds())
        .build();
  }
}
