package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.workflows.scenarios.model.Flaw;
import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Recipe;
import dev.slipway.workflows.scenarios.model.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scenario's requests in the API's form, including any flaw in code or requirements. */
final class Bodies {
  private static final String KEY = "A_KEY";

  /** No index has this version. */
  private static final List<String> UNBUILDABLE = List.of("strands-agents==0.0.0");

  private Bodies() {}

  static Map<String, Object> deploy(Operation.Deploy deploy, Names names) {
    Request request = deploy.request();
    var body = new HashMap<String, Object>();
    body.put("function_name", names.agent(deploy.agent()));
    body.put("deployment_id", names.deployment(deploy.id()));
    body.put("runtime", Emulated.RUNTIME);
    body.put("reason", "a scenario");
    body.put("code", code(request.recipe()));
    body.put("memory_size", request.recipe().memory());
    body.put("environment_variables", environment(request.recipe()));
    body.put("requirements", requirements(request.recipe()));
    body.put("on_failure", request.onFailure().wireName());
    body.put("approval", request.approval() ? "required" : "none");
    body.put("queue_policy", request.policy().wireName());
    body.put("plan_only", request.planOnly());
    if (request.keyed()) {
      body.put("api_keys", Map.of(KEY, "key-of-" + deploy.id()));
    }
    if (!request.smokeTest()) {
      body.put("smoke_test", "off");
    }
    if (request.ttlHours() > 0) {
      body.put("ttl", request.ttlHours() + "h");
    }
    return body;
  }

  /** What has changed in a recipe. */
  static Map<String, Object> patch(Recipe before, Recipe after) {
    var patch = new HashMap<String, Object>();
    if (!code(after).equals(code(before))) {
      patch.put("code", code(after));
    }
    if (after.memory() != before.memory()) {
      patch.put("memory_size", after.memory());
    }
    if (after.environment() != before.environment()) {
      patch.put("environment_variables", environment(after));
    }
    if (!requirements(after).equals(requirements(before))) {
      patch.put("requirements", requirements(after));
    }
    return patch;
  }

  private static Map<String, String> environment(Recipe recipe) {
    return Map.of("MOOD", String.valueOf(recipe.environment()));
  }

  private static List<String> requirements(Recipe recipe) {
    return recipe.flaw() == Flaw.UNBUILDABLE ? UNBUILDABLE : List.of();
  }

  /** It says everything its answer depends on except the memory, which it can't know for sure. */
  private static String code(Recipe recipe) {
    return switch (recipe.flaw()) {
      case REJECTED -> Agents.running("return (code %d".formatted(recipe.code()));
      case CRASHES ->
          Agents.running("raise RuntimeError('code %d crashes')".formatted(recipe.code()));
      case NONE, UNBUILDABLE, REFUSED, BREAKS ->
          Agents.running(
              "return 'code %d/' + os.environ['MOOD'] + '/' + os.environ.get('%s', 'key-of-none')"
                  .formatted(recipe.code(), KEY));
    };
  }
}
