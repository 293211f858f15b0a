package dev.slipway.activities.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.turn.Revision;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the function was deployed.
 *
 * @param codeSha256 in Lambda's own spelling
 * @param variables names that the environment must have
 * @param optionalVariables names that it may have, as the template decides
 * @param values of the caller's own variables, to be compared and never to be told
 */
record Expected(
    String runtime,
    String architecture,
    int memory,
    long timeoutSeconds,
    String codeSha256,
    Set<String> variables,
    Set<String> optionalVariables,
    Map<String, String> values,
    @Nullable String secretVersion) {
  private static final ObjectMapper YAML = new YAMLMapper();

  /** What the revision's packaged template makes of its spec. */
  static Expected of(Revision live, String template) {
    DeploymentSpec spec = live.spec();
    var variables = new TreeSet<>(spec.environment().keySet());
    var optional = new TreeSet<String>();
    for (var variable : environment(template).properties()) {
      (variable.getValue().has("Fn::If") ? optional : variables).add(variable.getKey());
    }
    return new Expected(
        spec.runtime().wireName(),
        spec.architecture().wireName(),
        spec.memoryMegabytes(),
        spec.timeout().toSeconds(),
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(live.built().code().sha256())),
        variables,
        optional,
        spec.environment(),
        live.secret() == null ? null : live.secret().versionId());
  }

  private static JsonNode environment(String template) {
    try {
      return YAML.readTree(template)
          .at("/Resources/AgentFunction/Properties/Environment/Variables");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("template: no YAML (expected: the revision's own)", e);
    }
  }
}
