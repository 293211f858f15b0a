package dev.slipway.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Isolation;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Regions;
import dev.slipway.api.Target;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetAdvisorTest {
  private static final DeploymentSpec USUAL = DeploymentSpec.named(new FunctionName("pilot"));

  /** So much memory and time that Lambda costs more. */
  private static final DeploymentSpec LARGE = USUAL.with("memory_size", 4_096);

  private static final Traffic BUSY = new Traffic(100_000, 60_000);

  private static TargetAdvice advice(DeploymentSpec spec, CodeCheck.@Nullable Report report) {
    return new TargetAdvisor(new Estimates()).of(spec, report, "us-east-1", Traffic.TYPICAL);
  }

  private static List<String> codes(TargetAdvice advice) {
    return advice.reasons().stream().map(TargetAdvice.Reason::code).toList();
  }

  private static CodeCheck.Report entry(String kind, boolean streams) {
    return report(kind, streams, List.of(), List.of());
  }

  private static CodeCheck.Report report(
      String kind, boolean streams, List<Finding> warnings, List<String> requirements) {
    return new CodeCheck.Report(
        true,
        List.of(),
        warnings,
        new CodeCheck.EntryPoint(kind, "pilot", 1, false, streams, List.of(), streams),
        requirements,
        List.of(),
        true,
        false,
        List.of(),
        List.of(),
        false,
        1,
        List.of(),
        List.of(),
        PythonRuntime.PYTHON_3_12,
        List.of(),
        null);
  }

  @Test
  void withoutNeeds_theCheaperTargetIsAdvised_withBothPrices() {
    TargetAdvice few = advice(USUAL, entry("main", false));
    assertThat(few.recommended()).isEqualTo(Target.LAMBDA);
    assertThat(codes(few)).containsExactly("cheaper");
    assertThat(few.reasons().getFirst().message()).contains("on Lambda and $", "on AgentCore");

    TargetAdvice many = new TargetAdvisor(new Estimates()).of(LARGE, null, "us-east-1", BUSY);
    assertThat(many.recommended()).isEqualTo(Target.AGENTCORE);
  }

  @Test
  void callsThatLambdaWouldEnd_needAgentCore() {
    TargetAdvice advice = advice(USUAL.with("timeout", Duration.ofMinutes(15)), null);

    assertThat(advice.recommended()).isEqualTo(Target.AGENTCORE);
    assertThat(codes(advice)).contains("long_calls");
  }

  @Test
  void whatRemembersInMemory_needsAgentCore() {
    assertThat(advice(USUAL.with("isolation", Isolation.ENVIRONMENT), null).recommended())
        .isEqualTo(Target.AGENTCORE);
    TargetAdvice agent = advice(USUAL, entry("agent", false));
    assertThat(agent.recommended()).isEqualTo(Target.AGENTCORE);
    assertThat(codes(agent)).contains("keeps_conversation");
  }

  @Test
  void codeThatIsWrittenForATarget_belongsThere() {
    assertThat(advice(USUAL, entry("agentcore", true)).recommended()).isEqualTo(Target.AGENTCORE);
    DeploymentSpec there = DeploymentSpec.named(new FunctionName("pilot"), Target.AGENTCORE);
    assertThat(advice(there, entry("lambda_handler", false)).recommended())
        .isEqualTo(Target.LAMBDA);
  }

  @Test
  void conversationsInFiles_needAgentCore() {
    var warning =
        new Finding("session_not_kept", 3, 1, "A FileSessionManager remembers nothing", null);
    TargetAdvice advice = advice(USUAL, report("main", false, List.of(warning), List.of()));

    assertThat(advice.recommended()).isEqualTo(Target.AGENTCORE);
    assertThat(codes(advice)).contains("keeps_sessions_in_files");
  }

  @Test
  void dependenciesThatLambdaDoesNotTake_needAgentCore() {
    for (String large :
        List.of(
            "strands-agents-tools[diagram]<1", "strands-agents-tools[agent-core-browser,rss]")) {
      TargetAdvice advice = advice(USUAL, report("main", false, List.of(), List.of(large)));
      assertThat(advice.recommended()).as(large).isEqualTo(Target.AGENTCORE);
      assertThat(advice.reasons().getFirst().message()).contains(large, "750 MB");
    }
    assertThat(codes(advice(USUAL, report("main", false, List.of(), List.of("diagram[rss]")))))
        .doesNotContain("large_dependencies");
  }

  @Test
  void whatOnlyLambdaHas_needsLambda() {
    assertThat(codes(advice(USUAL.with("enable_api_gateway", true), null))).contains("rest_api");
    assertThat(codes(advice(USUAL.with("provisioned_concurrency", 1), null))).contains("kept_warm");
    TargetAdvice old = advice(USUAL.with("runtime", PythonRuntime.PYTHON_3_11), null);
    assertThat(old.recommended()).isEqualTo(Target.LAMBDA);
    assertThat(codes(old)).contains("older_python");
  }

  @Test
  void needsThatContradictEachOther_leaveWhatWasAskedFor() {
    DeploymentSpec torn = USUAL.with("enable_api_gateway", true);

    assertThat(advice(torn, entry("agentcore", false)).recommended()).isEqualTo(Target.LAMBDA);
  }

  @Test
  void aStreamNeedsAgentCore_whereLambdaHasNoFunctionUrls() {
    var advisor = new TargetAdvisor(new Estimates());
    String without =
        Regions.withAgentCore().stream()
            .filter(region -> !Regions.hasFunctionUrls(region))
            .findFirst()
            .orElse("");
    assumeThat(without).isNotEmpty();

    assertThat(codes(advisor.of(USUAL, entry("main", true), without, Traffic.TYPICAL)))
        .contains("streams");
    assertThat(codes(advice(USUAL, entry("main", true)))).doesNotContain("streams");
  }

  @Test
  void whereAgentCoreIsNot_onlyLambdaIsAdvised() {
    TargetAdvice advice =
        new TargetAdvisor(new Estimates())
            .of(USUAL, entry("agentcore", true), "af-south-1", Traffic.TYPICAL);
    assertThat(Regions.withAgentCore()).isNotEmpty().doesNotContain("af-south-1");
    assertThat(advice.recommended()).isEqualTo(Target.LAMBDA);
    assertThat(codes(advice)).containsExactly("not_in_region");
  }

  @Test
  void whatCostsTheSame_isNoReason() {
    TargetAdvice unused =
        new TargetAdvisor(new Estimates())
            .of(USUAL, entry("main", false), "us-east-1", new Traffic(0, 1_000));
    assertThat(codes(unused)).isEmpty();
  }
}
