package dev.slipway.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The defaults of the product. */
final class UsualSpec {
  /** Lambda's own default. */
  static final int STORAGE = 512;

  /** AgentCore's own defaults. */
  static final Duration IDLE_TIMEOUT = Duration.ofMinutes(15);

  static final Duration LIFETIME = Duration.ofHours(8);

  private UsualSpec() {}

  static DeploymentSpec of(FunctionName functionName) {
    return new DeploymentSpec(
        functionName,
        Target.LAMBDA,
        PythonRuntime.AUTO,
        Architecture.X86_64,
        null,
        512,
        Duration.ofMinutes(5),
        STORAGE,
        Map.of(),
        List.of(),
        Map.of(),
        true,
        FunctionUrlAuth.AWS_IAM,
        false,
        "*",
        null,
        List.of(),
        List.of(),
        null,
        SessionStore.NONE,
        Isolation.CALL,
        InvokeMode.AUTO,
        false,
        null,
        0,
        30, // days of logs: a month covers an incident and its review
        OnFailure.COMPENSATE,
        Approval.NONE,
        SmokeCheck.DEFAULT,
        IDLE_TIMEOUT,
        LIFETIME,
        null);
  }

  static DeploymentSpec of(FunctionName functionName, Target target) {
    DeploymentSpec usual = of(functionName);
    return target == Target.AGENTCORE
        ? usual
            .with("deployment_type", target)
            .with("architecture", Architecture.ARM64)
            .with("enable_function_url", false)
        : usual;
  }
}
