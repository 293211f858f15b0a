package dev.slipway.starter.source;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.SpecField;
import dev.slipway.starter.requests.SpecWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A setting that is not the same in two versions.
 *
 * @param field its name in a request; with the name of the entry for one of several, such as {@code
 *     environment_variables.MODE}
 * @param from absent where it was not set
 * @param to absent where it is not set
 */
public record SettingDifference(
    String field, String label, @Nullable String from, @Nullable String to) {

  /** The settings that differ, in the order of the specification. */
  static List<SettingDifference> between(
      @Nullable DeploymentSpec from, @Nullable DeploymentSpec to) {
    JsonNode before = written(from);
    JsonNode after = written(to);
    var differences = new ArrayList<SettingDifference>();
    for (SpecField field : SpecField.all()) {
      JsonNode old = before.path(field.name());
      JsonNode now = after.path(field.name());
      if (field.kind() == SpecField.Kind.MAP) {
        entries(field, old, now, differences);
      } else {
        add(field.name(), field.label(), text(field, old), text(field, now), differences);
      }
    }
    return differences;
  }

  private static JsonNode written(@Nullable DeploymentSpec spec) {
    return spec == null ? JsonNodeFactory.instance.objectNode() : SpecWriter.write(spec);
  }

  private static void entries(
      SpecField field, JsonNode old, JsonNode now, List<SettingDifference> differences) {
    var names = new TreeSet<>(old.propertyNames());
    names.addAll(now.propertyNames());
    for (String name : names) {
      add(
          field.name() + "." + name,
          field.label() + ": " + name,
          text(field, old.path(name)),
          text(field, now.path(name)),
          differences);
    }
  }

  private static void add(
      String field,
      String label,
      @Nullable String from,
      @Nullable String to,
      List<SettingDifference> differences) {
    if (!Objects.equals(from, to)) {
      differences.add(new SettingDifference(field, label, from, to));
    }
  }

  private static @Nullable String text(SpecField field, JsonNode value) {
    return switch (value.getNodeType()) {
      case MISSING, NULL -> null;
      case BOOLEAN -> value.booleanValue() ? "yes" : "no";
      case NUMBER -> "%s %s".formatted(value.asString(), field.unit()).strip();
      case STRING -> value.asString();
      default -> value.isEmpty() ? null : value.toString();
    };
  }
}
