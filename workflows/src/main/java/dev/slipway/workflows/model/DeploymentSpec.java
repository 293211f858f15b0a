package dev.slipway.workflows.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the agent runs and how its deployment behaves; everything except code and keys.
 *
 * @param smokeTest what to send to the live agent; no smoke test when absent
 * @param ttl how long the agent lives after a successful deployment; never expires when absent
 */
public record DeploymentSpec(
    FunctionName functionName,
    PythonRuntime runtime,
    Architecture architecture,
    int memoryMegabytes,
    Duration timeout,
    Map<String, String> environment,
    List<String> requirements,
    Map<String, String> tags,
    Exposure exposure,
    @Nullable VpcConfig vpc,
    Tuning tuning,
    OnFailure onFailure,
    Approval approval,
    @Nullable SmokeCheck smokeTest,
    @Nullable Duration ttl) {

  public static final int DEFAULT_MEMORY_MEGABYTES = 512;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  public DeploymentSpec {
    // The starter decides what is legal; a newer one may allow more than this version knows.
    Objects.requireNonNull(functionName, "function_name");
    environment = sorted(environment);
    requirements = List.copyOf(requirements);
    tags = sorted(tags);
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** A spec with only a name: every default of the product. */
  public static DeploymentSpec named(FunctionName functionName) {
    return new DeploymentSpec(
        functionName,
        PythonRuntime.PYTHON_3_11,
        Architecture.X86_64,
        DEFAULT_MEMORY_MEGABYTES,
        DEFAULT_TIMEOUT,
        Map.of(),
        List.of(),
        Map.of(),
        Exposure.DEFAULT,
        null,
        Tuning.DEFAULT,
        OnFailure.COMPENSATE,
        Approval.NONE,
        SmokeCheck.DEFAULT,
        null);
  }
}
