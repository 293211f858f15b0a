package dev.slipway.workflows.scenarios.run;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.SmokeCheck;
import dev.slipway.api.Target;
import dev.slipway.workflows.scenarios.model.Flaw;
import dev.slipway.workflows.scenarios.model.Recipe;
import dev.slipway.workflows.scenarios.model.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests of scenarios in the product's terms; a flaw shows where it would in a real one. */
final class Specs {
  private Specs() {}

  static DeploymentSpec of(Request request) {
    Recipe recipe = request.recipe();
    return sized(request.target(), recipe)
        .with("environment_variables", environment(recipe))
        .with(
            "requirements", recipe.flaw() == Flaw.UNBUILDABLE ? List.of("unbuildable") : List.of())
        .with("on_failure", request.onFailure())
        .with("approval", request.approval() ? Approval.REQUIRED : Approval.NONE)
        .with("smoke_test", request.smokeTest() ? SmokeCheck.DEFAULT : null)
        .with("ttl", request.ttlHours() == 0 ? null : Duration.ofHours(request.ttlHours()));
  }

  /** AgentCore has no choice of memory; how long its sessions may idle is a number as well. */
  private static DeploymentSpec sized(Target target, Recipe recipe) {
    var base = DeploymentSpec.named(new FunctionName("weather"), target);
    return switch (target) {
      case LAMBDA, UNKNOWN -> base.with("memory_size", recipe.memory());
      case AGENTCORE -> base.with("session_idle_timeout", Duration.ofSeconds(recipe.memory()));
    };
  }

  private static Map<String, String> environment(Recipe recipe) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("MOOD", String.valueOf(recipe.environment()));
    switch (recipe.flaw()) {
      case REFUSED -> variables.put("FLAW", "refused");
      case BREAKS -> variables.put("FLAW", "breaks");
      case NONE, REJECTED, UNBUILDABLE, CRASHES -> {}
    }
    return variables;
  }

  static String code(Recipe recipe) {
    String code = "code " + recipe.code();
    return switch (recipe.flaw()) {
      case REJECTED -> code + " rejected";
      case CRASHES -> code + " crashes";
      case NONE, UNBUILDABLE, REFUSED, BREAKS -> code;
    };
  }
}
