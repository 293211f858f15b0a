package dev.slipway.activities.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.Permission;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A packaged template of an agent's stack. */
public final class AgentTemplate {
  public static final String FUNCTION = "AgentFunction";

  private static final String ROLE = "AgentRole";

  /** The role of the stack, or the ARN of another. */
  private static final String ROLE_OF_FUNCTION = "/Resources/" + FUNCTION + "/Properties/Role";

  /** What the agent's role may do. */
  private static final String RIGHTS = "AgentRights";

  private static final String STATEMENTS =
      "/Resources/" + RIGHTS + "/Properties/PolicyDocument/Statement";

  /** Reads JSON too, which is YAML. */
  private static final ObjectMapper YAML = new YAMLMapper();

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enough to tell two editions of one function apart; a description has 256 characters. */
  private static final int EDITION_DIGITS = 16;

  /** Enough to tell two contents of one agent's rights apart. */
  private static final int RIGHTS_DIGITS = 12;

  private final ObjectNode root;

  private AgentTemplate(ObjectNode root) {
    this.root = root;
  }

  /** Fails with ChangeSetFailed if the text is not an agent's template. */
  public static AgentTemplate parse(byte[] text) {
    try {
      if (!(YAML.readTree(text) instanceof ObjectNode object)) {
        throw unusable("not a mapping");
      }
      if (!(function(object) instanceof ObjectNode)) {
        throw unusable("no Resources.AgentFunction.Properties");
      }
      return new AgentTemplate(object);
    } catch (IOException e) {
      throw unusable(e.getClass().getSimpleName());
    }
  }

  private static JsonNode function(ObjectNode root) {
    return root.at("/Resources/" + FUNCTION + "/Properties");
  }

  /** The same with the caller's environment variables in it. */
  public AgentTemplate with(Map<String, String> environment) {
    var copy = root.deepCopy();
    var variables = ((ObjectNode) function(copy)).withObject("/Environment/Variables");
    environment.forEach(variables::put);
    return new AgentTemplate(copy);
  }

  /** The same with more that the agent may do. */
  public AgentTemplate allowing(List<Permission> permissions) {
    if (permissions.isEmpty()) {
      return this;
    }
    var copy = root.deepCopy();
    if (!(copy.at(STATEMENTS) instanceof ArrayNode statements)) {
      throw unusable("no " + STATEMENTS); // A package from before permissions could be given.
    }
    statements.addAll(JSON.<ArrayNode>valueToTree(permissions));
    return new AgentTemplate(copy);
  }

  /** The same with a function that runs with this role, if there is one, and no role to make. */
  public AgentTemplate runningAs(@Nullable String role) {
    if (role == null) {
      return this;
    }
    var copy = root.deepCopy();
    ((ObjectNode) function(copy)).put("Role", role);
    ((ObjectNode) copy.at("/Resources/" + FUNCTION)).remove("DependsOn");
    ((ObjectNode) copy.path("Resources")).remove(List.of(ROLE, RIGHTS));
    return new AgentTemplate(copy);
  }

  /**
   * What the deployment allows the agent besides what every agent may do, each statement as JSON:
   * those of ours have names.
   */
  public static List<String> allowed(JsonNode template) {
    var given = new ArrayList<String>();
    for (var resource : template.path("Resources").properties()) {
      if (resource.getKey().startsWith(RIGHTS)) {
        for (var statement : resource.getValue().at("/Properties/PolicyDocument/Statement")) {
          if (statement.has("Action") && !statement.has("Sid")) {
            given.add(statement.toString());
          }
        }
      }
    }
    return given;
  }

  /**
   * The same as it is given to CloudFormation: the function's edition is in its description, as a
   * literal, and the agent's rights are named after their content.
   *
   * <p>SAM makes a new version of a function when the text of its properties changes. It does not
   * see the value behind a {@code Ref}, nor the content of a layer, so without this a change of
   * memory alone would never reach the alias. Everything counts, including what is outside the
   * function: when only a resource is removed, not every CloudFormation sees a change. It goes into
   * the description because Lambda refuses to publish a version of a function in which nothing that
   * it versions has changed.
   *
   * <p>Rights of another content are another resource: CloudFormation creates it before it changes
   * the function, and deletes the earlier one last, so that the version which still answers keeps
   * its own.
   */
  public AgentTemplate published(DeploymentId deployment, Map<String, String> values) {
    var copy = root.deepCopy();
    nameRights(copy, values);
    ((ObjectNode) function(copy))
        .put(
            "Description",
            "AI agent deployed by Slipway: %s (%s)".formatted(deployment, edition(values)));
    return new AgentTemplate(copy);
  }

  private void nameRights(ObjectNode copy, Map<String, String> values) {
    var resources = (ObjectNode) copy.path("Resources");
    if (!(resources.remove(RIGHTS) instanceof ObjectNode rights)) {
      return; // A package from before they were a resource of their own.
    }
    var content = resolved(values).properties(RIGHTS).toString();
    var suffix = digits(content, RIGHTS_DIGITS);
    ((ObjectNode) rights.path("Properties")).put("PolicyName", "agent-rights-" + suffix);
    resources.set(RIGHTS + suffix, rights);
    ((ObjectNode) resources.path(FUNCTION)).put("DependsOn", RIGHTS + suffix);
  }

  private static String digits(String content, int count) {
    return Sha256.of(content.getBytes(StandardCharsets.UTF_8)).substring(0, count);
  }

  private String edition(Map<String, String> values) {
    return digits(root + "\n" + complete(root, values), EDITION_DIGITS);
  }

  /** The resolved template, with its defaults for parameters that are not given. */
  public ResolvedTemplate resolved(Map<String, String> values) {
    return new ResolvedTemplate(root, values);
  }

  /** The role that an agent's function is given; empty if its stack makes one. */
  public static Optional<String> givenRole(JsonNode template) {
    return Optional.of(template.at(ROLE_OF_FUNCTION))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }

  /** The names of the parameters that it declares. */
  public Set<String> parameters() {
    var names = new TreeSet<String>();
    root.path("Parameters").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The whole template, read-only. */
  public JsonNode tree() {
    return root;
  }

  public String json() {
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("template: not writable as JSON", e);
    }
  }

  private static RuntimeException unusable(String what) {
    return Failure.of(
            FailureType.CHANGE_SET_FAILED,
            "The packaged template is not an agent's template.",
            "template: %s (expected: YAML with Resources.AgentFunction)".formatted(what))
        .toException();
  }

  /** The values of all parameters: the given ones, and a template's defaults for the others. */
  static Map<String, String> complete(JsonNode root, Map<String, String> given) {
    var values = new TreeMap<String, String>();
    for (var declared : root.path("Parameters").properties()) {
      var preset = declared.getValue().path("Default");
      if (!preset.isMissingNode()) {
        values.put(declared.getKey(), preset.asText());
      }
    }
    values.putAll(given);
    return values;
  }
}
