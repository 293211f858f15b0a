package dev.slipway.starter.estimate;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Isolation;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Regions;
import dev.slipway.api.Target;
import dev.slipway.starter.estimate.TargetAdvice.Reason;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.workflows.check.CodeCheck;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares what an agent is and asks for with what each target has; the rules in one place. */
@Component
public final class TargetAdvisor {
  /** Lambda's limit, and what comes so near that some calls will pass it. */
  private static final Duration LAMBDA_LIMIT = Duration.ofMinutes(15);

  private static final Duration LONG_CALLS = Duration.ofMinutes(10);

  /** Below this, the two cost the same as far as anyone can tell in advance. */
  private static final BigDecimal CHEAPER = new BigDecimal("0.8");

  /** Extras of strands-agents-tools whose dependencies, measured, do not fit into a function. */
  private static final Pattern LARGE =
      Pattern.compile("\\[([^]]*,)?\\s*(diagram|agent-core-browser)\\s*(,[^]]*)?]");

  /** The check's warning about a FileSessionManager. */
  private static final String FILE_SESSIONS = "session_not_kept";

  private final Estimates estimates;

  TargetAdvisor(Estimates estimates) {
    this.estimates = estimates;
  }

  /**
   * The target that more speaks for. If nothing but cost does, the cheaper one; if needs contradict
   * each other, the one that was asked for.
   *
   * @param report of the code; absent if there is none yet
   */
  public TargetAdvice of(
      DeploymentSpec spec, CodeCheck.@Nullable Report report, String region, Traffic traffic) {
    if (!Regions.withAgentCore().contains(region)) {
      return new TargetAdvice(
          Target.LAMBDA,
          List.of(
              new Reason(
                  "not_in_region",
                  Target.LAMBDA,
                  "AgentCore Runtime is not in %s.".formatted(region))));
    }
    List<Reason> needs = new ArrayList<>();
    onSettings(spec, traffic, needs);
    if (report != null) {
      onCode(report, needs);
    }
    if (report != null && report.entryPoint() != null) {
      onEntryPoint(report.entryPoint(), region, needs);
    }
    Reason cost = cost(spec, region, traffic);
    List<Reason> reasons = new ArrayList<>(needs);
    if (cost != null) {
      reasons.add(cost);
    }
    return new TargetAdvice(recommended(spec, needs, cost), reasons);
  }

  private static Target recommended(
      DeploymentSpec spec, List<Reason> needs, @Nullable Reason cost) {
    long agentCore = needs.stream().filter(need -> need.target() == Target.AGENTCORE).count();
    long lambda = needs.size() - agentCore;
    if (agentCore != lambda) {
      return agentCore > lambda ? Target.AGENTCORE : Target.LAMBDA;
    }
    return needs.isEmpty() && cost != null ? cost.target() : spec.deploymentType();
  }

  private static void onSettings(DeploymentSpec spec, Traffic traffic, List<Reason> needs) {
    Duration typical = Duration.ofMillis(traffic.averageDurationMs());
    if (spec.timeout().compareTo(LAMBDA_LIMIT) >= 0 || typical.compareTo(LONG_CALLS) >= 0) {
      needs.add(
          new Reason(
              "long_calls",
              Target.AGENTCORE,
              "Lambda ends every call after 15 minutes; a session on AgentCore may work on in the"
                  + " background for 8 hours."));
    }
    if (spec.isolation() == Isolation.ENVIRONMENT) {
      needs.add(
          new Reason(
              "remembers_in_memory",
              Target.AGENTCORE,
              "isolation: environment lets all callers share what the agent remembers; on AgentCore"
                  + " each session has a memory of its own."));
    }
    if (spec.enableApiGateway()) {
      needs.add(new Reason("rest_api", Target.LAMBDA, "Only Lambda gives the agent a REST API."));
    }
    if (spec.provisionedConcurrency() > 0) {
      needs.add(
          new Reason(
              "kept_warm",
              Target.LAMBDA,
              "Only Lambda keeps environments warm before anyone calls."));
    }
    PythonRuntime lowest = PythonRuntime.lowest(Target.AGENTCORE);
    if (spec.runtime() != PythonRuntime.AUTO && spec.runtime().minor() < lowest.minor()) {
      needs.add(
          new Reason(
              "older_python",
              Target.LAMBDA,
              "AgentCore takes %s or later, and the request asks for %s."
                  .formatted(lowest.wireName(), spec.runtime().wireName())));
    }
  }

  private static void onCode(CodeCheck.Report report, List<Reason> needs) {
    for (String requirement : report.requirements()) {
      if (LARGE.matcher(requirement).find()) {
        needs.add(
            new Reason(
                "large_dependencies",
                Target.AGENTCORE,
                "What %s brings is larger than the 250 MB that Lambda takes; AgentCore takes 750 MB."
                    .formatted(requirement)));
      }
    }
    if (report.warnings().stream().anyMatch(warning -> warning.code().equals(FILE_SESSIONS))) {
      needs.add(
          new Reason(
              "keeps_sessions_in_files",
              Target.AGENTCORE,
              "The code keeps conversations in files: on AgentCore they last as long as the session,"
                  + " on Lambda they don't."));
    }
  }

  private static void onEntryPoint(CodeCheck.EntryPoint entry, String region, List<Reason> needs) {
    switch (entry.kind()) {
      case "agentcore" ->
          needs.add(
              new Reason(
                  "agentcore_entry_point",
                  Target.AGENTCORE,
                  "'%s' is written for AgentCore (@app.entrypoint).".formatted(entry.name())));
      case "lambda_handler" ->
          needs.add(
              new Reason(
                  "lambda_handler",
                  Target.LAMBDA,
                  "'%s' is written for Lambda and its events.".formatted(entry.name())));
      case "agent" ->
          needs.add(
              new Reason(
                  "keeps_conversation",
                  Target.AGENTCORE,
                  "Agent '%s' is what is called, and keeps its conversation in memory: on AgentCore for"
                          .formatted(entry.name())
                      + " as long as a session lives, on Lambda for one call."));
      default -> {} // A main suits both.
    }
    if (entry.streams() && !Regions.hasFunctionUrls(region)) {
      needs.add(
          new Reason(
              "streams",
              Target.AGENTCORE,
              "The answer is streamed, and Lambda has no function URLs in %s.".formatted(region)));
    }
  }

  private @Nullable Reason cost(DeploymentSpec spec, String region, Traffic traffic) {
    BigDecimal lambda = monthly(spec, Target.LAMBDA, region, traffic);
    BigDecimal agentCore = monthly(spec, Target.AGENTCORE, region, traffic);
    Target cheaper = lambda.compareTo(agentCore) <= 0 ? Target.LAMBDA : Target.AGENTCORE;
    if (lambda.compareTo(agentCore) == 0
        || lambda.min(agentCore).compareTo(lambda.max(agentCore).multiply(CHEAPER)) > 0) {
      return null;
    }
    return new Reason(
        "cheaper",
        cheaper,
        "About $%s a month on Lambda and $%s on AgentCore, as POST /estimate assumes them to be used."
            .formatted(lambda.toPlainString(), agentCore.toPlainString()));
  }

  /** With its own settings where it was asked for, else with the usual ones. */
  private BigDecimal monthly(DeploymentSpec spec, Target target, String region, Traffic traffic) {
    DeploymentSpec there =
        spec.deploymentType() == target ? spec : DeploymentSpec.named(spec.functionName(), target);
    return estimates.of(there, region, traffic).monthlyUsd();
  }
}
