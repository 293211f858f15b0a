package dev.slipway.starter.page;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.SpecField;
import dev.slipway.starter.requests.SpecWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One setting of a request, for people.
 *
 * @param code whether it is text for programs
 */
record Setting(String label, String text, boolean code) {
  /** All that are set, in the order of the specification. */
  static List<Setting> of(DeploymentSpec spec) {
    JsonNode request = SpecWriter.write(spec);
    var settings = new ArrayList<Setting>();
    for (SpecField field : SpecField.all()) {
      String text = text(field, request.path(field.name()));
      if (!text.isEmpty() && !field.name().equals("function_name")) {
        settings.add(new Setting(field.label(), text, isCode(field)));
      }
    }
    return settings;
  }

  private static boolean isCode(SpecField field) {
    return switch (field.kind()) {
      case LIST, STATEMENTS, MAP, OBJECT -> true;
      case NUMBER, SECONDS, DURATION, FLAG, CHOICE, TEXT -> false;
    };
  }

  private static String text(SpecField field, JsonNode value) {
    if (field.kind() == SpecField.Kind.STATEMENTS) {
      return value.valueStream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    }
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue() ? "yes" : "no";
      case NUMBER -> "%s %s".formatted(value.asString(), field.unit()).strip();
      case ARRAY -> Prefill.lines(value);
      case OBJECT -> field.kind() == SpecField.Kind.MAP ? Prefill.pairs(value) : value.toString();
      default -> value.asString("");
    };
  }
}
