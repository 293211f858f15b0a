package dev.slipway.activities.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.activities.template.AgentTemplate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * What determines a stack: its template and the values of its parameters.
 *
 * @param template empty when there is no stack
 * @param variables the function's environment as the template has it, each value as JSON
 * @param role the role that the function is given; absent if it has the stack's own
 * @param allowed what the request allows the agent, each statement as JSON
 */
record StackToday(
    String template,
    Map<String, String> parameters,
    Map<String, String> variables,
    @Nullable String role,
    List<String> allowed) {
  /** Reads JSON too, which is YAML. */
  private static final ObjectMapper YAML = new YAMLMapper();

  /** Every deployment has a different one; that is not a change to decide about. */
  static final String DEPLOYMENT = "DeploymentId";

  static final StackToday ABSENT = new StackToday("", Map.of(), Map.of(), null, List.of());

  static StackToday of(Stack stack, String template) {
    var parameters = new TreeMap<String, String>();
    stack.parameters().forEach(value -> parameters.put(value.parameterKey(), text(value)));
    var tree = tree(template);
    return of(template, parameters, tree);
  }

  /** What the stack will be: the given values, and the template's defaults for the others. */
  static StackToday wanted(PlannedStack stack) {
    return wanted(stack.template().toString(), stack.parameters());
  }

  static StackToday wanted(String template, Iterable<Parameter> values) {
    var tree = tree(template);
    var parameters = new TreeMap<String, String>();
    for (var declared : tree.path("Parameters").properties()) {
      var preset = declared.getValue().path("Default");
      if (!preset.isMissingNode()) {
        parameters.put(declared.getKey(), preset.asText());
      }
    }
    values.forEach(value -> parameters.put(value.parameterKey(), text(value)));
    return of(template, parameters, tree);
  }

  /** Whether both have the same content, whichever deployment asked for it. */
  boolean isLike(StackToday other) {
    return tree(template).equals(tree(other.template))
        && withoutDeployment(parameters).equals(withoutDeployment(other.parameters));
  }

  private static Map<String, String> withoutDeployment(Map<String, String> parameters) {
    var others = new TreeMap<>(parameters);
    others.remove(DEPLOYMENT);
    return others;
  }

  private static StackToday of(String template, Map<String, String> parameters, JsonNode tree) {
    return new StackToday(
        template,
        parameters,
        variables(tree),
        AgentTemplate.givenRole(tree).orElse(null),
        AgentTemplate.allowed(tree));
  }

  private static String text(Parameter value) {
    return String.valueOf(value.parameterValue());
  }

  private static Map<String, String> variables(JsonNode template) {
    var variables = new TreeMap<String, String>();
    template
        .at("/Resources/AgentFunction/Properties/Environment/Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue().toString()));
    return variables;
  }

  /** Another owner's template may be anything; then there is nothing in it to compare. */
  private static JsonNode tree(String template) {
    try {
      return YAML.readTree(template);
    } catch (JsonProcessingException e) {
      return YAML.createObjectNode();
    }
  }
}
