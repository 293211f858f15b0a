package dev.slipway.starter.requests;

import dev.slipway.api.DynamicReference;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Refuses CloudFormation's dynamic references in everything a caller sends, and characters that
 * control a terminal or turn the direction of text around.
 *
 * <p>Every field is checked, whether a reader knows it or not, so that a new one is guarded from
 * its first day. The exceptions are named.
 */
final class PlainText {
  /** Goes into the package, into Secrets Manager or to the agent: never into a template. */
  private static final Set<String> NEVER_IN_A_TEMPLATE =
      Set.of("code", "api_keys", "smoke_test", "prompt", "input_data", "payload");

  private static final String HINT =
      "CloudFormation would replace it with a value that the server may read. What the agent must"
          + " keep secret goes into api_keys";

  private final FieldErrors errors;

  private PlainText(FieldErrors errors) {
    this.errors = errors;
  }

  static void require(JsonNode body, FieldErrors errors) {
    new PlainText(errors).lookAtFields(body, "");
  }

  private void lookAtFields(JsonNode object, String path) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!NEVER_IN_A_TEMPLATE.contains(field.getKey())) {
        lookAtEntry(field, path);
      }
    }
  }

  private void lookAtEntry(Map.Entry<String, JsonNode> entry, String path) {
    if (refused(entry.getKey(), path.isEmpty() ? "body" : path, "a name with ")) {
      return;
    }
    String inner = path.isEmpty() ? entry.getKey() : path + "." + Fields.shown(entry.getKey());
    lookAt(entry.getValue(), inner);
  }

  private void lookAt(JsonNode value, String path) {
    if (value.isString()) {
      refused(value.stringValue(), path, "");
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        lookAt(value.get(i), "%s[%d]".formatted(path, i));
      }
    } else if (path.equals("patch")) {
      // A patch has the fields of a deployment, the exceptions too.
      lookAtFields(value, path);
    } else {
      value.properties().forEach(entry -> lookAtEntry(entry, path));
    }
  }

  /**
   * Line ends and tabs are text; the other controls, and what overrides a text's direction, not.
   */
  private static boolean isControl(int character) {
    return (Character.getType(character) == Character.CONTROL && "\t\n\r".indexOf(character) < 0)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }

  private void refuseControls(String text, String path) {
    // A program may need one in a variable, and nobody is shown its value.
    if (path.contains("environment_variables")) {
      return;
    }
    text.codePoints()
        .filter(PlainText::isControl)
        .findFirst()
        .ifPresent(
            control ->
                errors.add(
                    path,
                    "control_character",
                    "%s: has U+%04X (expected: text without control characters)"
                        .formatted(path, control),
                    null));
  }

  private boolean refused(String text, String path, String what) {
    refuseControls(text, path);
    var found = DynamicReference.in(text);
    found.ifPresent(
        reference ->
            errors.add(
                path,
                "dynamic_reference",
                "%s: %s%s (expected: text without a CloudFormation reference)"
                    .formatted(path, what, reference.shape()),
                HINT));
    return found.isPresent();
  }
}
