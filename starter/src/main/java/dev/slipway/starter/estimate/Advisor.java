package dev.slipway.starter.estimate;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Target;
import dev.slipway.workflows.check.CodeCheck;
import java.util.ArrayList;
import java.util.List;

/** Compares the request with the agent's shape; the sizing guidance in one place. */
public final class Advisor {
  /** The settings that suit an agent of some shape. */
  private enum Shape {
    SIMPLE("a simple agent", 256, 512, 30, 60),
    MEDIUM("an agent with tools", 512, 1024, 60, 180),
    COMPLEX("an agent with MCP or several agents", 1024, 2048, 180, 300);

    private final String words;
    private final int leastMemory;
    private final int mostMemory;
    private final int leastSeconds;
    private final int mostSeconds;

    Shape(String words, int leastMemory, int mostMemory, int leastSeconds, int mostSeconds) {
      this.words = words;
      this.leastMemory = leastMemory;
      this.mostMemory = mostMemory;
      this.leastSeconds = leastSeconds;
      this.mostSeconds = mostSeconds;
    }

    private static Shape of(CodeCheck.Report report) {
      if (report.mcp() || report.agents() > 1) {
        return COMPLEX;
      }
      return report.tools().isEmpty() ? SIMPLE : MEDIUM;
    }
  }

  /** REST APIs end a call after 29 s, whatever the function's timeout. */
  private static final int REST_API_SECONDS = 29;

  /** A person who has not answered after five minutes has usually gone. */
  private static final int SHORT_WAIT_SECONDS = 300;

  private Advisor() {}

  /** What follows from the request alone. */
  public static List<Advice> onSpec(DeploymentSpec spec) {
    List<Advice> advice = new ArrayList<>();
    if (spec.architecture() == Architecture.X86_64) {
      advice.add(
          new Advice(
              "arm64_is_cheaper",
              "architecture",
              "arm64 costs a fifth less per GB-second than x86_64."));
    }
    advice.addAll(onDeployed(spec));
    return advice;
  }

  /** What is still worth knowing once it is deployed: nearly all are for x86_64, on purpose. */
  public static List<Advice> onDeployed(DeploymentSpec spec) {
    List<Advice> advice = new ArrayList<>();
    if (spec.enableApiGateway() && spec.timeout().toSeconds() > REST_API_SECONDS) {
      advice.add(
          new Advice(
              "rest_api_cuts_at_29_s",
              "enable_api_gateway",
              "A REST API ends every call after 29 s; the function URL waits as long as the"
                  + " function."));
    }
    if (spec.deploymentType() == Target.AGENTCORE
        && spec.sessionIdleTimeout().toSeconds() > SHORT_WAIT_SECONDS) {
      advice.add(
          new Advice(
              "waiting_costs",
              "session_idle_timeout",
              "session_idle_timeout: %d s (memory is paid for while a session waits for its next"
                      .formatted(spec.sessionIdleTimeout().toSeconds())
                  + " call; %d s cost less where conversations are quick)"
                      .formatted(SHORT_WAIT_SECONDS)));
    }
    if (spec.provisionedConcurrency() > 0) {
      advice.add(
          new Advice(
              "provisioned_costs_always",
              "provisioned_concurrency",
              "Environments kept warm are paid for all month, used or not."));
    }
    return advice;
  }

  /** What follows from the request and the code together. */
  public static List<Advice> onSpec(DeploymentSpec spec, CodeCheck.Report report) {
    List<Advice> advice = new ArrayList<>(onSpec(spec));
    Shape shape = Shape.of(report);
    int memory = spec.memorySize();
    boolean hasMemory = spec.deploymentType() == Target.LAMBDA;
    if (hasMemory && (memory < shape.leastMemory || memory > shape.mostMemory)) {
      advice.add(
          new Advice(
              memory < shape.leastMemory ? "memory_low" : "memory_high",
              "memory_size",
              "memory_size: %d MB (for %s: %d to %d MB)"
                  .formatted(memory, shape.words, shape.leastMemory, shape.mostMemory)));
    }
    long seconds = spec.timeout().toSeconds();
    if (seconds < shape.leastSeconds) {
      advice.add(
          new Advice(
              "timeout_low",
              "timeout",
              "timeout: %d s (for %s: %d to %d s)"
                  .formatted(seconds, shape.words, shape.leastSeconds, shape.mostSeconds)));
    }
    return advice;
  }
}
