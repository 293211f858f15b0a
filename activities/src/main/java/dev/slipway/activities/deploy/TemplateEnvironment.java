package dev.slipway.activities.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A packaged template with the caller's environment variables in it.
 *
 * @param tree the whole template
 * @param parameters the names it declares
 */
record TemplateEnvironment(JsonNode tree, Set<String> parameters) {
  /** Reads JSON too, which is YAML. */
  private static final ObjectMapper YAML = new YAMLMapper();

  static TemplateEnvironment merge(byte[] template, Map<String, String> environment) {
    try {
      var root = YAML.readTree(template);
      if (!(root instanceof ObjectNode object)) {
        throw unusable("no mapping");
      }
      var properties = root.at("/Resources/AgentFunction/Properties");
      if (!(properties instanceof ObjectNode function)) {
        throw unusable("no Resources.AgentFunction.Properties");
      }
      var variables = function.withObject("/Environment/Variables");
      environment.forEach(variables::put);
      return new TemplateEnvironment(object, declared(root));
    } catch (IOException e) {
      throw unusable(e.getClass().getSimpleName());
    }
  }

  String json() {
    return tree.toString();
  }

  private static Set<String> declared(JsonNode root) {
    var names = new HashSet<String>();
    root.path("Parameters").fieldNames().forEachRemaining(names::add);
    return Set.copyOf(names);
  }

  private static RuntimeException unusable(String what) {
    return Failure.of(
            FailureType.CHANGE_SET_FAILED,
            "The packaged template is not an agent's template.",
            "template: %s (expected: YAML with Resources.AgentFunction)".formatted(what))
        .toException();
  }
}
