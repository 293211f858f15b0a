package dev.slipway.activities.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.drift.DriftStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.Architecture;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.TracingMode;

class FunctionFactsTest {
  private static final String ORDERED =
      """
      {
        "Runtime": "python3.11",
        "Architectures": ["x86_64"],
        "MemorySize": "512",
        "Timeout": "30",
        "Handler": "index.handler",
        "Tracing": "Active",
        "VpcConfig": {"SubnetIds": ["subnet-2", "subnet-1"], "SecurityGroupIds": ["sg-1"]},
        "Layers": [{"Ref": "DependencyLayer"}],
        "Environment": {"Variables": {"MODE": "calm", "SLIPWAY_SECRET_VERSION_ID": "v1"}}
      }
      """;

  private static final Map<String, String> VARIABLES =
      Map.of("MODE", "calm", "SLIPWAY_SECRET_VERSION_ID", "v1");

  private static List<DriftFinding> found(
      Consumer<GetFunctionConfigurationResponse.Builder> changed) {
    var actual =
        GetFunctionConfigurationResponse.builder()
            .runtime(Runtime.PYTHON3_11)
            .architectures(Architecture.X86_64)
            .memorySize(512)
            .timeout(30)
            .handler("index.handler")
            .codeSha256("abc=")
            .tracingConfig(tracing -> tracing.mode(TracingMode.ACTIVE))
            .vpcConfig(vpc -> vpc.subnetIds("subnet-1", "subnet-2").securityGroupIds("sg-1"))
            .layers(Layer.builder().arn("arn:layer:1").build())
            .environment(environment -> environment.variables(VARIABLES));
    changed.accept(actual);
    var findings = new Findings();
    FunctionFacts.ordered(json(ORDERED), "abc=", layer -> "deps=")
        .compare(
            FunctionFacts.actual(actual.build(), arn -> arn.endsWith(":1") ? "deps=" : "other="),
            "$LATEST",
            findings);
    return findings.all();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<DriftFinding> withVariables(String name, String value) {
    var variables = new TreeMap<>(VARIABLES);
    variables.put(name, value);
    return found(actual -> actual.environment(environment -> environment.variables(variables)));
  }

  @Test
  void asDeployed_isNoFinding() {
    assertThat(found(actual -> {})).isEmpty();
  }

  @Test
  void eachPropertyThatDiffers_isOneFinding() {
    assertThat(found(actual -> actual.memorySize(1024)))
        .containsExactly(new DriftFinding("memory of $LATEST", "512 MB", "1024 MB"));
    assertThat(found(actual -> actual.timeout(60)))
        .containsExactly(new DriftFinding("timeout of $LATEST", "30 s", "60 s"));
    assertThat(found(actual -> actual.runtime(Runtime.PYTHON3_12)))
        .containsExactly(new DriftFinding("runtime of $LATEST", "python3.11", "python3.12"));
    assertThat(found(actual -> actual.architectures(Architecture.ARM64)))
        .containsExactly(new DriftFinding("architecture of $LATEST", "x86_64", "arm64"));
    assertThat(found(actual -> actual.codeSha256("xyz=")))
        .containsExactly(new DriftFinding("code sha256 of $LATEST", "abc=", "xyz="));
    assertThat(found(actual -> actual.handler("run.sh")))
        .containsExactly(new DriftFinding("handler of $LATEST", "index.handler", "run.sh"));
    assertThat(found(actual -> actual.tracingConfig(all -> all.mode(TracingMode.PASS_THROUGH))))
        .containsExactly(new DriftFinding("tracing of $LATEST", "Active", "PassThrough"));
    assertThat(found(actual -> actual.layers(Layer.builder().arn("arn:layer:2").build())))
        .containsExactly(new DriftFinding("layers of $LATEST", "deps=", "other="));
    assertThat(found(actual -> actual.vpcConfig(vpc -> vpc.subnetIds("subnet-1"))))
        .containsExactly(
            new DriftFinding("security groups of $LATEST", "sg-1", "none"),
            new DriftFinding("subnets of $LATEST", "subnet-1, subnet-2", "subnet-1"));
  }

  @Test
  void variables_areNamed_andTheirValuesNeverShown() {
    assertThat(withVariables("PASSWORD", "hunter2"))
        .containsExactly(
            new DriftFinding("environment variable PASSWORD of $LATEST", "none", "set"));
    assertThat(withVariables("MODE", "wild"))
        .containsExactly(
            new DriftFinding(
                "environment variable MODE of $LATEST", "as deployed", "another value"));
    assertThat(found(actual -> actual.environment(nothing -> nothing.variables(Map.of()))))
        .extracting(DriftFinding::what)
        .containsExactly(
            "environment variable MODE of $LATEST",
            "environment variable SLIPWAY_SECRET_VERSION_ID of $LATEST");
  }

  @Test
  void anotherSecretVersion_isShown() {
    assertThat(withVariables("SLIPWAY_SECRET_VERSION_ID", "v2"))
        .containsExactly(
            new DriftFinding(
                "environment variable SLIPWAY_SECRET_VERSION_ID of $LATEST", "v1", "v2"));
  }

  @Test
  void status_isInSyncOnlyWhenEverythingWasChecked() {
    assertThat(status(List.of(), List.of())).isEqualTo(DriftStatus.IN_SYNC);
    assertThat(status(List.of(), List.of("no permission"))).isEqualTo(DriftStatus.UNKNOWN);
    assertThat(status(List.of(new DriftFinding("a", "b", "c")), List.of("no permission")))
        .isEqualTo(DriftStatus.DRIFTED);
  }

  private static DriftStatus status(List<DriftFinding> findings, List<String> notes) {
    return DriftReport.of(Instant.EPOCH, 1, findings, notes).status();
  }
}
