package dev.slipway.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.slipway.api.FunctionUrlAuth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template's resources with everything resolved that follows from its parameters. What only
 * CloudFormation knows, such as another resource's ARN, stays as written.
 */
public final class ResolvedTemplate {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");
  private static final String NO_VALUE = "AWS::NoValue";

  private final JsonNode root;
  private final Map<String, String> values;

  ResolvedTemplate(JsonNode root, Map<String, String> given) {
    this.root = root;
    this.values = AgentTemplate.complete(root, given);
  }

  /** The properties of one resource. */
  public JsonNode properties(String logicalId) {
    return resolve(root.path("Resources").path(logicalId).path("Properties"));
  }

  /** The sign-in of the agent's function URL; empty when there is none. */
  public Optional<FunctionUrlAuth> urlSignIn() {
    var url = root.path("Resources").path("AgentUrl");
    var condition = url.path("Condition").asText();
    return url.isMissingNode() || !(condition.isEmpty() || holds(condition))
        ? Optional.empty()
        : Optional.of(FunctionUrlAuth.of(text(url.path("Properties").path("AuthType"))));
  }

  private JsonNode resolve(JsonNode node) {
    if (node instanceof ArrayNode array) {
      return array(array);
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (object.size() == 1) {
      var function = object.properties().iterator().next();
      return switch (function.getKey()) {
        case "Ref" -> reference(object, function.getValue().asText());
        case "Fn::If" -> choice(function.getValue());
        case "Fn::Join" -> joined(object, function.getValue());
        case "Fn::Sub" -> substituted(object, function.getValue());
        default -> fields(object);
      };
    }
    return fields(object);
  }

  private JsonNode array(ArrayNode array) {
    var resolved = NODES.arrayNode();
    array.forEach(item -> addUnlessMissing(resolved, resolve(item)));
    return resolved;
  }

  private static void addUnlessMissing(ArrayNode array, JsonNode item) {
    if (!item.isMissingNode()) {
      array.add(item);
    }
  }

  private JsonNode fields(ObjectNode object) {
    var resolved = NODES.objectNode();
    for (var field : object.properties()) {
      var value = resolve(field.getValue());
      if (!value.isMissingNode()) {
        resolved.set(field.getKey(), value);
      }
    }
    return resolved;
  }

  private JsonNode reference(ObjectNode written, String name) {
    if (name.equals(NO_VALUE)) {
      return MissingNode.getInstance();
    }
    var value = values.get(name);
    if (value == null) {
      return written;
    }
    var type = root.path("Parameters").path(name).path("Type").asText();
    return isList(type) ? list(value) : TextNode.valueOf(value);
  }

  private static boolean isList(String type) {
    return type.equals("CommaDelimitedList") || type.startsWith("List<");
  }

  private static ArrayNode list(String value) {
    var items = NODES.arrayNode();
    List.of(value.split(",", -1)).forEach(item -> items.add(item.strip()));
    return items;
  }

  private JsonNode choice(JsonNode parts) {
    return resolve(holds(parts.path(0).asText()) ? parts.path(1) : parts.path(2));
  }

  private JsonNode joined(ObjectNode written, JsonNode parts) {
    var items = resolve(parts.path(1));
    var words = new ArrayList<String>();
    for (var item : items) {
      if (!item.isValueNode()) {
        return written;
      }
      words.add(item.asText());
    }
    return TextNode.valueOf(String.join(parts.path(0).asText(), words));
  }

  /** Only the plain form: one with variables of its own stays as written. */
  private JsonNode substituted(ObjectNode written, JsonNode text) {
    if (!text.isTextual()) {
      return written;
    }
    var filled = VARIABLE.matcher(text.asText()).replaceAll(this::filled);
    return VARIABLE.matcher(filled).find()
        ? NODES.objectNode().put("Fn::Sub", filled)
        : TextNode.valueOf(filled);
  }

  private String filled(java.util.regex.MatchResult variable) {
    return Matcher.quoteReplacement(values.getOrDefault(variable.group(1), variable.group()));
  }

  private boolean holds(String condition) {
    return isTrue(root.path("Conditions").path(condition));
  }

  private boolean isTrue(JsonNode condition) {
    if (condition.size() != 1) {
      throw new IllegalStateException(
          "condition: %s (expected: one function)".formatted(condition));
    }
    var function = condition.properties().iterator().next();
    var parts = function.getValue();
    return switch (function.getKey()) {
      case "Condition" -> holds(parts.asText());
      case "Fn::Equals" -> text(parts.path(0)).equals(text(parts.path(1)));
      case "Fn::Not" -> !isTrue(parts.path(0));
      case "Fn::And" -> all(parts).stream().allMatch(this::isTrue);
      case "Fn::Or" -> all(parts).stream().anyMatch(this::isTrue);
      default ->
          throw new IllegalStateException(
              "condition: %s (expected: Equals, Not, And, Or)".formatted(function.getKey()));
    };
  }

  private static List<JsonNode> all(JsonNode parts) {
    var list = new ArrayList<JsonNode>();
    parts.forEach(list::add);
    return list;
  }

  private String text(JsonNode node) {
    return resolve(node).asText();
  }
}
