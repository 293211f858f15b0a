package dev.slipway.starter.requests;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.Regions;
import dev.slipway.api.RuntimeDates;
import dev.slipway.api.RuntimeName;
import dev.slipway.api.SpecField;
import dev.slipway.api.Target;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;
import java.util.List;
import java.util.Objects;

/** Refuses what the target of a request does not have, each field by its name. */
final class TargetFields {
  /** AgentCore's limit, less Slipway's own. */
  private static final int MAX_VARIABLES = 45;

  private TargetFields() {}

  /** The target that a request names; its fields are then read with that target's defaults. */
  static Target of(Fields fields) {
    return fields
        .value("deployment_type", text -> WireNames.find("deployment_type", choices(), text))
        .map(Target.class::cast)
        .orElse(Target.LAMBDA);
  }

  private static List<WireName> choices() {
    return SpecField.named("deployment_type").choices();
  }

  /** Fails unless the target is in that region. */
  static void requireRegion(Fields fields, Target target, String region) {
    List<String> known = Regions.withAgentCore();
    if (target == Target.AGENTCORE && !known.contains(region)) {
      fields.invalid(
          "region",
          "region: '%s' (expected: one with AgentCore Runtime: %s; or deployment_type: lambda)"
              .formatted(region, String.join(", ", known)));
    }
  }

  static void requireFitting(Fields fields, DeploymentSpec spec) {
    DeploymentSpec usual = DeploymentSpec.named(spec.functionName(), spec.deploymentType());
    for (SpecField field : SpecField.all()) {
      if (!field.isOf(spec.deploymentType()) && !Objects.equals(field.of(spec), field.of(usual))) {
        fields.invalid(
            field.name(),
            "%s: given (expected: nothing with deployment_type: %s, which has no such setting)"
                .formatted(field.name(), spec.deploymentType().wireName()));
      }
    }
    if (spec.deploymentType() == Target.AGENTCORE) {
      requireTaken(fields, spec);
    }
  }

  /** What AgentCore itself would refuse, or no longer takes. */
  private static void requireTaken(Fields fields, DeploymentSpec spec) {
    fields.read("function_name", () -> RuntimeName.of(spec.functionName()));
    if (spec.architecture() != Architecture.ARM64) {
      fields.invalid(
          "architecture",
          "architecture: %s (expected: arm64, the only one of AgentCore)"
              .formatted(spec.architecture().wireName()));
    }
    PythonRuntime lowest = PythonRuntime.lowest(Target.AGENTCORE);
    if (spec.runtime() != PythonRuntime.AUTO && spec.runtime().minor() < lowest.minor()) {
      fields.invalid(
          "runtime",
          "runtime: %s (expected: %s or later; AgentCore has changed no %s since %s)"
              .formatted(
                  spec.runtime().wireName(),
                  lowest.wireName(),
                  spec.runtime().wireName(),
                  RuntimeDates.of(spec.runtime(), Target.AGENTCORE)
                      .map(dates -> dates.updateBlocked().toString())
                      .orElse("its end")));
    }
    if (spec.sessionIdleTimeout().compareTo(spec.sessionMaxLifetime()) > 0) {
      fields.invalid(
          "session_idle_timeout",
          "session_idle_timeout: %d s (expected: at most session_max_lifetime, %d s)"
              .formatted(
                  spec.sessionIdleTimeout().toSeconds(), spec.sessionMaxLifetime().toSeconds()));
    }
    int variables = spec.environmentVariables().size();
    if (variables > MAX_VARIABLES) {
      fields.invalid(
          "environment_variables",
          "environment_variables: %d (expected: at most %d on AgentCore)"
              .formatted(variables, MAX_VARIABLES));
    }
  }
}
